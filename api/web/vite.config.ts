import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vite";

// Each page is a file of its own; a page more is a line here and a route in api/pages.py.
export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    chunkSizeWarningLimit: 800,
    rolldownOptions: { input: { control: "control.html", data: "data.html", dress: "dress.html", index: "index.html", overlay: "overlay.html", spoiler: "spoiler.html", watch: "watch.html" } },
  },
  server: { proxy: { "/api": "http://127.0.0.1:8000", "/live": "http://127.0.0.1:8000", "/ws": { target: "ws://127.0.0.1:8000", ws: true } } },
});
