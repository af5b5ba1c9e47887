export { visitorAddress } from '#kit/web/visitor-address.ts';
