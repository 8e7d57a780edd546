import { mount } from "svelte";
import "./base.css";
import "./control/control.css";
import Choose from "./control/Choose.svelte";
import Control from "./control/Control.svelte";

const target = document.getElementById("page");
const inPath = /^\/control\/([^/]+)/.exec(location.pathname)?.[1];
const asked = new URLSearchParams(location.search).get("channel");
const name = inPath === undefined ? asked : decodeURIComponent(inPath);
if (target && name) mount(Control, { target, props: { name } });
else if (target) mount(Choose, { target });
