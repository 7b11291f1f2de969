/** Node entry: pictures as files. The browser entry is browser.ts. */
export {};
