/** Starts what runs beside the requests. */
export async function startWeir(): Promise<void> {}
