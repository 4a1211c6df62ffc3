/// A small HTTP/1.1 server over plain sockets, TLS and virtual threads, with reason phrases,
/// limits, keep-alive rules and broken answers of the caller's choice. It knows of no API: start at
/// [dev.holdfast.simulator.http.HttpServer], [dev.holdfast.simulator.http.HttpExchangeHandler] and
/// [dev.holdfast.simulator.http.ConnectionPolicy].
@NullMarked
package dev.holdfast.simulator.http;

import org.jspecify.annotations.NullMarked;
