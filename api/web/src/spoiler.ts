import { mount } from "svelte";
import "./base.css";
import Spoiler from "./spoiler/Spoiler.svelte";

const target = document.getElementById("page");
if (target) mount(Spoiler, { target });
