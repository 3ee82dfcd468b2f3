/** Style sheets are imported for their effect: esbuild gathers them into mri.css. */
declare module '*.css';
