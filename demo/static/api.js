// How the page asks its own server.

async function answered(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error || "Noe gikk galt.");
  return body;
}

export async function ask(path, query = {}) {
  return answered(await fetch(`/api/${path}?${new URLSearchParams(query)}`, { cache: "no-store" }));
}

export async function tell(path, body) {
  const response = await fetch(`/api/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  const said = await answered(response);
  if (said.error) throw new Error(said.error);
  return said;
}
