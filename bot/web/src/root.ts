// Where the clinic's server begins: "https://HOST/", or "https://HOST/harbour/" for one of
// several clinics on a host. This script lies in chat/assets below it.
export const root = new URL('../../', import.meta.url);
