import { mount } from "svelte";
import "./base.css";
import "./control/control.css";
import Data from "./data/Data.svelte";

const target = document.getElementById("page");
if (target) mount(Data, { target });
