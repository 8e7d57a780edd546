"""What the simulated viewers say: lines by what they see, whose side they are on, and tongue.

`{player}`, `{team}` (whose it is) and `{score}` are filled in. Every line is one that a person
might have typed who watches this picture; none tells of what it does not show yet.
"""

from collections.abc import Mapping
from enum import Enum

from api.demo.seen import Kind


class Stance(Enum):
    """How it is for whoever says it."""

    OURS = "ours"
    THEIRS = "theirs"
    NEITHER = "neither"


class Mood(Enum):
    """What one chats about while nothing happens."""

    PLAY = "play"
    BREAK = "break"
    AHEAD = "ahead"
    BEHIND = "behind"


type Lines = Mapping[str, tuple[str, ...]]

_OURS, _THEIRS, _NEITHER = Stance.OURS, Stance.THEIRS, Stance.NEITHER
REACTIONS: Mapping[tuple[Kind, Stance], Lines] = {
    (Kind.ATTACK, _OURS): {
        "en": ("go on go on", "oh this is on", "{player} is free!", "shoot!!", "here we go"),
        "es": ("dale dale", "está solo {player}"),
        "de": ("jetzt aber", "schieß doch"),
        "it": ("dai dai dai", "tira!"),
        "fr": ("vas-y {player}", "frappe!"),
    },
    (Kind.ATTACK, _THEIRS): {
        "en": ("someone get to {player}", "too much space there", "oh no", "close him down"),
        "es": ("cuidado ahí", "que alguien lo tape"),
        "de": ("da ist keiner bei ihm", "aufpassen"),
        "it": ("occhio a {player}", "chiudete lì"),
        "fr": ("attention là", "personne sur {player}"),
    },
    (Kind.ATTACK, _NEITHER): {
        "en": ("that's a lot of grass", "{team} flying forward", "watch {player} here"),
        "pt": ("olha o espaço", "vai, {player}"),
    },
    (Kind.GOAL, _OURS): {
        "en": (
            "GET IN", "YESSS {player}", "what a finish", "{player} you beauty", "scenes",
            "I'm hoarse already", "spilled my tea", "{score} {score} {score}", "never in doubt",
            "told you. {player}.", "the whole street heard that",
        ),
        "es": ("GOOOOL de {player}", "golazo por favor", "vamos carajo {score}"),
        "de": ("TOOOR", "{player}, natürlich {player}", "ja man, {score}"),
        "it": ("GOOOL", "che gol {player}", "mamma mia {player}"),
        "fr": ("BUUUT", "quel but de {player}", "énorme, {score}"),
    },
    (Kind.GOAL, _THEIRS): {
        "en": (
            "oh for…", "keeper has to do better", "who was marking {player}??",
            "every. single. time",
            "can't defend to save our lives", "turning it off. (not turning it off)",
            "{score}. great.",
            "saw it coming from the halfway line", "that's on the left back",
        ),
        "es": ("no puede ser", "otra vez por el centro", "y el portero? mirando"),
        "de": ("das darf nicht wahr sein", "wo ist denn die Abwehr", "puh, {score}"),
        "it": ("ma come si fa", "difesa ferma, tutti fermi"),
        "fr": ("c'est pas vrai", "on défend avec les yeux"),
    },
    (Kind.GOAL, _NEITHER): {
        "en": (
            "lovely goal to be fair", "{score} and that's been coming", "0.08 xG, goes in anyway",
            "{player} doesn't miss those", "GOAL, and my stream didn't even buffer", "{team}!",
            "ok now we have a game", "just saw it. wow",
        ),
        "pt": ("que golo do {player}", "golaço", "{score}, jogo aberto"),
    },
    (Kind.CHECK, _OURS): {
        "en": ("don't you dare", "why isn't he restarting", "he was onside. he was ONSIDE"),
        "es": ("qué están mirando ahora", "no me lo quites"),
        "de": ("nicht schon wieder Köln", "was gibt's da zu prüfen"),
        "it": ("cosa guarda adesso", "no dai, era buono"),
        "fr": ("qu'est-ce qu'il regarde", "laissez-le ce but"),
    },
    (Kind.CHECK, _THEIRS): {
        "en": ("hang on, he's got a finger on his ear", "offside surely", "check it ref",
               "please please"),
        "es": ("eso hay que revisarlo", "fuera de juego clarísimo"),
        "de": ("das war doch Abseits", "bitte bitte"),
        "it": ("per me è fuorigioco", "controlla bene"),
        "fr": ("il y a hors-jeu non?", "vérifie bien"),
    },
    (Kind.CHECK, _NEITHER): {
        "en": ("VAR having a look", "lines are being drawn", "I'd leave it alone"),
        "pt": ("vai ao VAR", "isto demora"),
    },
    (Kind.ANNULLED, _OURS): {
        "en": (
            "NO. no no no", "by a toenail?!", "give {player} his goal back",
            "killing the game, this",
            "I celebrated that for nothing", "robbed",
        ),
        "es": ("una vergüenza", "nos lo roban", "por un pelo, increíble"),
        "de": ("ein Witz", "das kann er nicht zurücknehmen", "Millimeter, echt jetzt"),
        "it": ("annullato?? ma dai", "una vergogna"),
        "fr": ("annulé, j'y crois pas", "scandaleux"),
    },
    (Kind.ANNULLED, _THEIRS): {
        "en": ("justice", "ok I take back everything about VAR", "offside, thank you",
               "hahaha get in",
               "back to {score}, breathe"),
        "es": ("bien anulado", "gracias VAR", "respiro otra vez"),
        "de": ("richtig so", "danke, {score}"),
        "it": ("giusto così", "grazie VAR"),
        "fr": ("ouf", "merci la vidéo, {score}"),
    },
    (Kind.ANNULLED, _NEITHER): {
        "en": ("chalked off. right call I think", "{score} again then", "harsh on {player}"),
        "pt": ("anulado, e bem", "coitado do {player}"),
    },
    (Kind.CARD, _OURS): {
        "en": ("for THAT?", "he got the ball", "careful now {player}"),
        "es": ("pero si fue al balón", "tranquilo {player}"),
        "de": ("nie im Leben gelb", "ruhig, {player}"),
    },
    (Kind.CARD, _THEIRS): {
        "en": ("about time", "should've been two by now", "book him, yes",
               "{player} all night long"),
        "it": ("finalmente", "giallo sacrosanto"),
        "fr": ("jaune mérité", "enfin"),
    },
    (Kind.CARD, _NEITHER): {
        "en": ("yellow for {player}, fair", "cheap one that", "he'll be walking a tightrope now"),
        "pt": ("amarelo justo",),
    },
    (Kind.HALF_TIME, _NEITHER): {
        "en": ("kettle on", "needed that whistle", "decent half", "back in five",
               "{score} at the break"),
        "es": ("a por un café", "descanso, {score}"),
        "de": ("Pause. Bier.", "{score} zur Pause, geht klar"),
        "it": ("intervallo, respiro", "caffè"),
        "fr": ("mi-temps, {score}", "pause"),
        "pt": ("intervalo", "{score} ao intervalo"),
    },
    (Kind.RESTART, _NEITHER): {
        "en": ("and we're off again", "same again please", "nobody's come on then"),
        "es": ("arranca el segundo", "vamos"),
        "de": ("weiter geht's",),
        "it": ("si riparte",),
        "fr": ("c'est reparti",),
        "pt": ("segunda parte, vamos",),
    },
    (Kind.FULL_TIME, _NEITHER): {
        "en": ("that's it, {score}", "good game everyone", "my nerves", "see you all next one"),
        "es": ("final, {score}", "qué partido"),
        "de": ("Schluss, {score}", "schönes Spiel"),
        "it": ("finita, {score}",),
        "fr": ("terminé, {score}",),
        "pt": ("acabou, {score}",),
    },
}  # fmt: skip

CHATTER: Mapping[tuple[Mood, Stance], Lines] = {
    (Mood.PLAY, _NEITHER): {
        "en": (
            "who do people fancy tonight?", "midfield's a bit of a mess",
            "that winger never tracks back",
            "good tempo this", "anyone else watching on a train", "pitch looks lovely",
            "need a shot on target at some point", "pass it forward lads",
            "board and graphic agree, nice", "Santry's been quiet", "Szabo has been everywhere",
            "switch it!",
            "the away end is loud", "that's a foul all day", "too slow on the ball",
            "Ibarreta finds space every time", "he's got to shoot there",
            "corner count? anyone?", "love a low block, me",
            "Castell reading everything", "so many sideways passes",
            "ref's letting it flow, fair play",
            "Quist overlapping again", "is it me or is it windy there",
            "my feed's behind you lot isn't it",
        ),
        "es": ("falta profundidad", "el diez está desaparecido", "buen ritmo de partido",
               "más por la banda", "qué ambiente hay"),
        "de": ("viel Mittelfeldgeplänkel", "die Flanken kommen nicht", "Stimmung ist top",
               "bisschen mehr Tempo bitte", "der Sechser ist stark"),
        "it": ("giro palla lento", "bel pressing però", "serve il cambio di gioco",
               "Marlowe mi piace",
               "troppi errori in uscita"),
        "fr": ("ça manque de vitesse", "belle ambiance", "plus de largeur les gars",
               "le milieu est costaud", "on joue trop derrière"),
        "pt": ("jogo partido", "falta o último passe", "bom ambiente", "o árbitro está bem",
               "mais largura"),
    },
    (Mood.BREAK, _NEITHER): {
        "en": ("subs needed?", "I'd take the full back off", "adverts somewhere, none here, lovely",
               "what did you make of that half", "possession about even I think", "more tea"),
        "es": ("yo cambiaría al lateral", "cómo lo veis?"),
        "de": ("wer muss raus?", "Wechsel zur Pause?"),
        "it": ("cambi?", "io metterei una punta"),
        "fr": ("des changements?", "on respire"),
        "pt": ("eu mexia no meio-campo", "e agora?"),
    },
    (Mood.AHEAD, _OURS): {
        "en": ("keep the ball now", "no silly fouls", "one more and we can relax", "see it out",
               "we look comfortable. I hate that"),
        "es": ("tranquilos con el balón", "a por otro"),
        "de": ("jetzt ruhig bleiben", "noch eins bitte"),
        "it": ("teniamola", "un altro e stiamo tranquilli"),
        "fr": ("on garde le ballon", "encore un"),
    },
    (Mood.BEHIND, _OURS): {
        "en": ("plenty of time", "get it wide", "we need to wake up", "come on, one chance",
               "throw the keeper up. joking. mostly"),
        "es": ("queda tiempo, calma", "hay que ir arriba"),
        "de": ("kommt, da geht noch was", "mehr Risiko"),
        "it": ("forza, c'è tempo", "più coraggio"),
        "fr": ("allez, on a le temps", "plus haut!"),
    },
}  # fmt: skip
