'use strict';
// node:diagnostics_channel. A channel that nobody holds and nobody subscribed to can be collected; its name makes a new one.

const channels = require('internal/util_channels');
const tracing = require('internal/util_tracing');

module.exports = {
    channel: channels.channel,
    hasSubscribers: channels.hasSubscribers,
    subscribe: channels.subscribe,
    tracingChannel: tracing.tracingChannel,
    unsubscribe: channels.unsubscribe,
    boundedChannel: tracing.boundedChannel,
    Channel: channels.Channel,
    BoundedChannel: tracing.BoundedChannel,
};
