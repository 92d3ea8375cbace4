// Buttons that open and close dialogs, and the one that prints.

export function listenForDialogs() {
  document.addEventListener("click", ({ target }) => {
    const button = target instanceof Element ? target.closest("button") : null;
    if (!button) return;
    const dialog = document.getElementById(button.dataset.open ?? "");
    if (dialog instanceof HTMLDialogElement && !dialog.open) dialog.showModal();
    if ("close" in button.dataset) button.closest("dialog")?.close();
    if ("print" in button.dataset) window.print();
  });
}
