// The page's entry: read the address, start the app.

const view = document.getElementById("view");
if (!view) throw new Error("index.html has no #view");
