import { mount } from "svelte";
import "./base.css";
import Dress from "./dress/Dress.svelte";

const target = document.getElementById("page");
if (target) mount(Dress, { target });
