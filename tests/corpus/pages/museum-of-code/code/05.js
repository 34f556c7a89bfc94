const debounce = (work, pause) => {
  let timer;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(work, pause, ...args);
  };
};
