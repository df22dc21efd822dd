// A livelier map over the drawn one: zoom, pan, popups that are links. The drawn map stays where this cannot run.
// Hooks: data-poucet-map (places, GeoJSON), -library, -worker, -bounds, -layers, -words, -tiles, -tiles-credit.

const APART = 44; // pixels between two marks, as in the drawn map
const NEAREST = 20;
let running = null;

function canDraw() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

// What the ground looks like: the colours of the style sheet, by day or by night.
function paints(figure) {
  const style = getComputedStyle(figure);
  const colour = (name) => style.getPropertyValue(`--m-${name}`).trim();
  const line = (name, width, dashes) => ({
    "line-color": colour(name), "line-width": width, ...(dashes ? { "line-dasharray": dashes } : {}),
  });
  return {
    background: colour("ground"),
    places: { fill: colour("place"), line: line("ink", 2) },
    outline: { fill: colour("land"), lines: [line("edge", 2.2, [4, 2, 1, 2])] },
    green: { fill: colour("green"), lines: [line("green", 2)] },
    water: { fill: colour("water"), lines: [line("water-line", 1.6)] },
    district: { lines: [line("district", 1, [3, 3])] },
    building: { fill: colour("building"), lines: [line("edge", 0.4)] },
    road: { lines: [line("casing", 5), line("road", 3)] },
    rail: { lines: [line("rail", 2, [3, 2])] },
    other: { lines: [line("other", 1.5)] },
  };
}

function styleOf(figure, layers, places) {
  const paint = paints(figure);
  const sources = { places: { type: "geojson", data: places } };
  const drawn = [{ id: "ground", type: "background", paint: { "background-color": paint.background } }];
  const tiles = figure.dataset.poucetTiles;
  if (tiles) {
    sources.tiles = { type: "raster", tiles: [tiles], tileSize: 256, attribution: figure.dataset.poucetTilesCredit };
    drawn.push({ id: "tiles", type: "raster", source: "tiles" });
  }
  for (const { number, nature, url } of layers) {
    const id = `layer-${number}`;
    const ink = paint[nature] ?? paint.other;
    sources[id] = { type: "geojson", data: new URL(url, location.href).href };
    const covers = tiles && nature === "outline"; // its ground would hide the tiles
    if (ink.fill && !covers)
      drawn.push({ id: `${id}-area`, type: "fill", source: id, filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": ink.fill, "fill-opacity": tiles ? 0.4 : 1 } });
    ink.lines.forEach((line, place) => drawn.push({ id: `${id}-line-${place}`, type: "line", source: id, layout: { "line-join": "round" }, paint: line }));
  }
  drawn.push({ id: "places-area", type: "fill", source: "places", filter: ["==", ["geometry-type"], "Polygon"], paint: { "fill-color": paint.places.fill, "fill-opacity": 0.22 } });
  drawn.push({ id: "places-line", type: "line", source: "places", filter: ["!=", ["geometry-type"], "Point"], paint: paint.places.line });
  return { version: 8, sources, layers: drawn };
}

// Places that would cover one another are gathered under the one where most was laid.
function gathered(map, features) {
  const groups = [];
  for (const feature of features) {
    const at = map.project(feature.properties.position);
    const near = groups.find((group) => Math.hypot(group.at.x - at.x, group.at.y - at.y) < APART);
    if (near) near.features.push(feature);
    else groups.push({ at, features: [feature] });
  }
  return groups;
}

function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function* positions(coordinates) {
  if (typeof coordinates[0] === "number") yield coordinates.slice(0, 2);
  else for (const part of coordinates) yield* positions(part);
}

class LivelyMap {
  constructor(figure, library, places, words) {
    Object.assign(this, { figure, library, words, popup: null, markers: [], grounds: [], taken: [], buttons: new Map() });
    this.features = places.features
      .filter((feature) => feature.geometry)
      .sort((one, other) => other.properties.pebbles - one.properties.pebbles || one.id - other.id);
    this.layers = JSON.parse(figure.dataset.poucetLayers);
    this.located = { type: "FeatureCollection", features: this.features };
    this.container = element("div", { className: "map-lively" });
    figure.prepend(this.container);
    library.setWorkerUrl(new URL(figure.dataset.poucetWorker, location.href).href);
    this.map = new library.Map({
      container: this.container,
      style: styleOf(figure, this.layers, this.located),
      bounds: JSON.parse(figure.dataset.poucetBounds),
      maxZoom: NEAREST,
      fadeDuration: 0,
      attributionControl: false, // the figure's own caption says it
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      cooperativeGestures: false,
      locale: {
        "Map.Title": words.name, "NavigationControl.ZoomIn": words.nearer,
        "NavigationControl.ZoomOut": words.farther, "Popup.Close": words.close,
      },
    });
    this.map.scrollZoom.disable(); // the wheel scrolls the page
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.addControl(new library.NavigationControl({ showCompass: false }), "top-right");
    this.map.addControl(new library.ScaleControl({ unit: "metric" }), "bottom-left");
    this.map.on("zoomend", () => this.mark());
    this.map.once("load", () => this.show());
    this.map.on("webglcontextlost", () => this.remove());
    this.night = matchMedia("(prefers-color-scheme: dark)");
    this.onNight = () => this.map.setStyle(styleOf(this.figure, this.layers, this.located));
    this.night.addEventListener("change", this.onNight);
  }

  show() {
    this.figure.dataset.poucetLively = "";
    this.map.resize();
    this.map.fitBounds(JSON.parse(this.figure.dataset.poucetBounds), { animate: false });
    this.mark();
    this.nameDistricts();
  }

  remove() {
    delete this.figure.dataset.poucetLively;
    this.night.removeEventListener("change", this.onNight);
    this.map.remove();
    this.container.remove();
  }

  mark() {
    const focused = [...this.buttons].find(([, button]) => button === document.activeElement)?.[0];
    for (const marker of this.markers) marker.remove();
    this.buttons.clear();
    this.markers = gathered(this.map, this.features).map((group) => {
      const button = this.button(group);
      this.buttons.set(group.features[0].id, button);
      const marker = new this.library.Marker({ element: button });
      return marker.setLngLat(group.features[0].properties.position).addTo(this.map);
    });
    for (const [, button] of this.buttons) button.removeAttribute("role");
    this.nameMarks();
    if (focused !== undefined) this.buttons.get(focused)?.focus({ preventScroll: true });
  }

  // Names where there is room, as in the drawn map; the buttons say them anyway.
  nameMarks() {
    const taken = this.markers.map((marker) => marker.getElement().getBoundingClientRect());
    for (const marker of this.markers) {
      const label = marker.getElement().querySelector(".map-label");
      if (!label) continue;
      const box = label.getBoundingClientRect();
      const own = marker.getElement().getBoundingClientRect();
      const covers = taken.some((other) => other !== own && other.left !== own.left && box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      if (covers) label.remove();
      else taken.push(box);
    }
    this.taken = taken;
    this.nameGrounds();
  }

  nameGrounds() {
    const taken = [...this.taken];
    for (const label of this.grounds) {
      const box = label.getBoundingClientRect();
      const covers = taken.some((other) => box.left < other.right && other.left < box.right && box.top < other.bottom && other.top < box.bottom);
      label.style.visibility = covers ? "hidden" : "";
      if (!covers) taken.push(box);
    }
  }

  // The names of the ground, in the middle of what they name.
  async nameDistricts() {
    for (const { number, nature } of this.layers) {
      if (nature !== "district") continue;
      const { features } = await this.map.getSource(`layer-${number}`).getData();
      for (const { properties, geometry } of features.filter((feature) => feature.geometry && feature.properties.name)) {
        const label = element("span", { className: "map-ground-name", textContent: properties.name });
        const bounds = new this.library.LngLatBounds();
        for (const position of positions(geometry.coordinates)) bounds.extend(position);
        new this.library.Marker({ element: label }).setLngLat(bounds.getCenter()).addTo(this.map);
        for (const name of ["aria-label", "role", "tabindex"]) label.removeAttribute(name);
        label.setAttribute("aria-hidden", "true");
        this.grounds.push(label);
      }
    }
    this.nameGrounds();
  }

  button({ features }) {
    const { words } = this;
    const several = features.length > 1;
    const [first] = features;
    const pebbles = features.reduce((sum, feature) => sum + feature.properties.pebbles, 0);
    const kind = several ? "cluster" : pebbles > 1 ? "pebbles" : pebbles ? "pebble" : "place";
    const button = element("button", { type: "button", className: "map-button" });
    button.dataset.kind = kind;
    if (kind === "pebble") button.dataset.state = first.properties.latest[0].state;
    if (several || pebbles > 1) button.append(element("span", { textContent: String(pebbles || features.length) }));
    else if (kind === "pebble" && first.properties.examples && ["planned", "laid"].includes(button.dataset.state))
      button.append(element("span", { className: "map-ex", textContent: words.ex }));
    if (!several) {
      const label = element("span", { className: "map-label", textContent: this.name(first.properties) });
      button.append(label);
    }
    button.setAttribute("aria-label", this.said(features, pebbles));
    button.title = this.said(features, pebbles);
    button.addEventListener("click", (event) => {
      event.stopPropagation();
      if (several && this.apart(features)) this.open(features);
      else this.tell(features, button);
    });
    return button;
  }

  said(features, pebbles) {
    const { words } = this;
    const [first] = features;
    if (features.length > 1) return `${features.length} ${words.places}${pebbles ? `, ${pebbles} ${words.pebbles}` : ""}`;
    if (pebbles === 1) return `${this.name(first.properties)}, ${this.name(first.properties.latest[0])}`;
    return pebbles ? `${this.name(first.properties)}, ${pebbles} ${words.pebbles}` : this.name(first.properties);
  }

  name(properties) {
    return (document.documentElement.lang === "en" && properties.name_en) || properties.name;
  }

  // Whether coming nearer would part them.
  apart(features) {
    const [east, north] = features[0].properties.position;
    const far = features.some(({ properties: { position } }) => Math.hypot(position[0] - east, position[1] - north) > 5e-5);
    return far && this.map.getZoom() < NEAREST - 0.1;
  }

  open(features) {
    const bounds = new this.library.LngLatBounds();
    for (const feature of features) bounds.extend(feature.properties.position);
    this.map.fitBounds(bounds, { padding: 80, maxZoom: NEAREST });
  }

  tell(features, button) {
    this.popup?.remove();
    const content = element("div", {}, ...features.flatMap((feature) => this.told(feature.properties)));
    this.popup = new this.library.Popup({ maxWidth: "20rem", focusAfterOpen: false });
    this.popup.setLngLat(features[0].properties.position).setDOMContent(content).addTo(this.map);
    content.querySelector("a").focus({ preventScroll: true });
    this.popup.getElement().addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.popup.remove();
      button.focus();
    });
  }

  told(place) {
    const { words } = this;
    const head = element("p", {}, element("a", { href: place.url, className: "map-popup-name", textContent: this.name(place) }), ` (${words.natures[place.nature]})`);
    if (!place.pebbles) return [head, element("p", { textContent: words.none })];
    const deeds = place.latest.map((deed) => {
      const example = deed.example ? ` (${words.example})` : "";
      return element("li", {}, element("a", { href: deed.url, textContent: this.name(deed) }), `, ${words.states[deed.state]}${example}`);
    });
    if (place.pebbles > place.latest.length) deeds.push(element("li", {}, element("a", { href: place.list, textContent: words.all })));
    return [head, element("ul", {}, ...deeds)];
  }
}

async function enliven() {
  const figure = document.querySelector("[data-poucet-map]");
  if (running?.figure === figure) return;
  if (running && !running.figure.isConnected) running.remove();
  running = null;
  if (!figure || !canDraw()) return;
  try {
    const [library, answer] = await Promise.all([import(figure.dataset.poucetLibrary), fetch(figure.dataset.poucetMap)]);
    if (!answer.ok || !figure.isConnected) return;
    running = new LivelyMap(figure, library, await answer.json(), JSON.parse(figure.dataset.poucetWords));
  } catch (fault) {
    figure.querySelector(".map-lively")?.remove(); // the drawn map says it all
    throw fault;
  }
}

enliven();
document.addEventListener("htmx:afterSettle", enliven);
