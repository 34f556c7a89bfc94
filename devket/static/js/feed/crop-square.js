// <crop-square>: shows which square of a chosen picture will be taken. Drag it, or move it with the arrow
// keys; zoom with the wheel, + and -, or the slider. What is sent: the square's side in thousandths of the
// shorter one and its place in thousandths of the room that is left. Without it the server takes the middle.
const within = (value, most) => Math.min(Math.max(value, 0), most);

customElements.define("crop-square", class extends HTMLElement {
  connectedCallback() {
    const [canvas, zoom] = ["canvas", "[type=range]"].map((one) => this.querySelector(one));
    this.canvas = canvas;
    this.zoom = zoom;
    this.querySelector("[type=file]").onchange = ({ target }) => this.open(target.files[0]);
    zoom.oninput = () => this.draw();
    canvas.onkeydown = (event) => this.press(event);
    canvas.onpointerdown = ({ pointerId }) => canvas.setPointerCapture(pointerId);
    canvas.onpointermove = (event) => {
      if (!event.buttons) return;
      const share = this.side / canvas.clientWidth; // pixels of the picture for one of the screen
      this.move(-event.movementX * share, -event.movementY * share);
    };
    canvas.onwheel = (event) => {
      event.preventDefault();
      this.scale(event.deltaY < 0 ? 20 : -20);
    };
  }

  async open(file) {
    const [box, told] = [this.querySelector(".crop"), this.querySelector("[role=alert]")];
    box.hidden = told.hidden = true;
    for (const name of ["x", "y", "size"]) this.querySelector(`[name=${name}]`).value = "";
    if (!file) return;
    try {
      this.picture = await createImageBitmap(file);
    } catch {
      told.textContent = this.dataset.failed;
      told.hidden = false;
      return;
    }
    this.x = this.y = 0.5; // the middle of the square, as a share of the picture
    this.zoom.value = 100;
    box.hidden = false;
    this.draw();
  }

  press(event) {
    const step = this.side / (event.shiftKey ? 4 : 40);
    const ways = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const way = ways[event.key];
    if (way) this.move(...way.map((one) => one * step));
    else if ("+=-".includes(event.key)) this.scale(event.key === "-" ? -20 : 20);
    else return;
    event.preventDefault();
    event.stopPropagation(); // not a key of the page
  }

  scale(by) {
    this.zoom.value = Number(this.zoom.value) + by;
    this.draw();
  }

  move(right, down) {
    this.x += right / this.picture.width;
    this.y += down / this.picture.height;
    this.draw();
  }

  draw() {
    const { width, height } = this.picture;
    const size = Math.round(100_000 / this.zoom.value);
    const side = (this.side = (Math.min(width, height) * size) / 1000);
    const [left, top] = [
      within(this.x * width - side / 2, width - side),
      within(this.y * height - side / 2, height - side),
    ];
    [this.x, this.y] = [(left + side / 2) / width, (top + side / 2) / height];
    const pen = this.canvas.getContext("2d");
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    pen.drawImage(this.picture, left, top, side, side, 0, 0, this.canvas.width, this.canvas.height);
    const share = (at, whole) => (whole > side ? Math.round((1000 * at) / (whole - side)) : 500);
    const sent = { x: share(left, width), y: share(top, height), size };
    for (const [name, value] of Object.entries(sent)) this.querySelector(`[name=${name}]`).value = value;
  }
});
