import { BarController, BarElement, CategoryScale, Chart, LinearScale } from 'chart.js';

// Only what the panel draws with is registered, so that the rest of the library stays out of the bundle.
Chart.register(BarController, BarElement, CategoryScale, LinearScale);
Chart.defaults.animation = false;
Chart.defaults.events = [];

export { Chart };
