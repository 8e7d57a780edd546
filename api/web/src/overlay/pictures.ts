/** The boxes' pictures by version, decoded as they come. */

/** A picture; `bitmap` is null until it is decoded. */
export interface Picture {
  bitmap: ImageBitmap | null;
}

type Decode = (file: string) => Promise<ImageBitmap>;

/** The server takes at most 128 for known here. What a set holds on to lives on without us. */
const KEPT = 256;

export class Pictures {
  readonly #kept = new Map<string, Picture>();
  readonly #decode: Decode;
  readonly #failed: (version: string, error: unknown) => void;

  constructor(failed: (version: string, error: unknown) => void, decode: Decode = bitmapOf) {
    this.#failed = failed;
    this.#decode = decode;
  }

  /** Take PNG files in base64. */
  add(files: ReadonlyMap<string, string>): void {
    for (const [version, file] of files) {
      const known = this.#kept.get(version);
      this.#keep(version, known ?? this.#decoded(version, file));
    }
  }

  /** The picture of a version; undefined where it was never told. */
  get(version: string): Picture | undefined {
    const picture = this.#kept.get(version);
    if (picture) this.#keep(version, picture);
    return picture;
  }

  #keep(version: string, picture: Picture): void {
    this.#kept.delete(version);
    this.#kept.set(version, picture);
    const oldest = this.#kept.keys().next();
    if (this.#kept.size > KEPT && !oldest.done) this.#kept.delete(oldest.value);
  }

  #decoded(version: string, file: string): Picture {
    const picture: Picture = { bitmap: null };
    this.#decode(file).then(
      (bitmap) => (picture.bitmap = bitmap),
      (error: unknown) => {
        this.#kept.delete(version);
        this.#failed(version, error);
      },
    );
    return picture;
  }
}

async function bitmapOf(file: string): Promise<ImageBitmap> {
  const bytes = Uint8Array.from(atob(file), (letter) => letter.charCodeAt(0));
  // Colours are the engine's as they are: no profile may change them.
  return createImageBitmap(new Blob([bytes], { type: "image/png" }), {
    colorSpaceConversion: "none",
  });
}
