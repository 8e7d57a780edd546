import { mount } from "svelte";
import "./base.css";
import Home from "./home/Home.svelte";

const target = document.getElementById("page");
if (target) mount(Home, { target });
