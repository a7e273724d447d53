// What the build does besides bundling: woff2 only for the screen, one TTF for charts in reports, licences, gzip.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const modules = (path) => new URL(`node_modules/${path}`, import.meta.url);

const COPIES = {
  "fonts/NotoSansSC-Regular.ttf": "@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf",
  "fonts/OFL.txt": "@expo-google-fonts/noto-sans-sc/LICENSE_FONT",
  "licences/noto-sans-sc.txt": "@fontsource/noto-sans-sc/LICENSE",
  "licences/echarts.txt": "echarts/LICENSE",
  "licences/echarts-notice.txt": "echarts/NOTICE",
  "licences/zrender.txt": "zrender/LICENSE",
  "licences/htmx.txt": "htmx.org/LICENSE",
  "licences/openlayers.txt": "ol/LICENSE.md",
  "licences/earcut.txt": "earcut/LICENSE",
  "licences/fflate.txt": "fflate/LICENSE",
  "licences/pbf.txt": "pbf/LICENSE",
  "licences/quickselect.txt": "quickselect/LICENSE",
  "licences/rbush.txt": "rbush/LICENSE",
};

/** Drop the woff fallback of every font face: each browser that runs our modules reads woff2. */
export const woff2Only = {
  name: "woff2-only",
  enforce: "pre",
  transform(code, id) {
    if (!id.includes("@fontsource")) return null;
    return code.replace(/,\s*url\([^)]*\.woff\)\s*format\('woff'\)/g, "");
  },
};

/** Put the report font and the licences of what is bundled beside the assets. */
export const copies = {
  name: "copies",
  generateBundle() {
    for (const [fileName, path] of Object.entries(COPIES)) {
      this.emitFile({ type: "asset", fileName, source: readFileSync(modules(path)) });
    }
  },
};

/** Put a gzipped twin beside each script and style sheet, for the server to choose. */
export const gzipped = {
  name: "gzipped",
  writeBundle({ dir }, bundle) {
    for (const fileName of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))) {
      const path = join(dir, fileName);
      writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
    }
  },
};
