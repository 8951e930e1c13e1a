// Loaded before anything else into CDK's Node process: whoever asks for the network is named and refused.
const refuse = (name) => () => {
  throw new Error(`The app tried to reach the network while it was synthesized (${name}).`);
};
const net = require("node:net");
const dns = require("node:dns");
net.Socket.prototype.connect = refuse("net.Socket.connect");
dns.lookup = refuse("dns.lookup");
dns.promises.lookup = refuse("dns.promises.lookup");
globalThis.fetch = refuse("fetch");
