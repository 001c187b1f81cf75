/** The page's beginning. `report.js` runs before this script and leaves its report with the page. */

import { render } from "preact";
import { App } from "./app";
import type { Report } from "./data";

window.regnskabReport = (report: Report) => {
  render(<App report={report} />, document.getElementById("app")!);
};
const script = document.createElement("script");
script.src = "report.js";
document.head.append(script);
