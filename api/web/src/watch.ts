import { mount } from "svelte";
import "./base.css";
import Watch from "./watch/Watch.svelte";

const target = document.getElementById("page");
const name = /^\/watch\/([^/]+)/.exec(location.pathname)?.[1];
if (target) mount(Watch, { target, props: { name: decodeURIComponent(name ?? "") } });
