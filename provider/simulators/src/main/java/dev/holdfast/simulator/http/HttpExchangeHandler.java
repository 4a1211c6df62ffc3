package dev.holdfast.simulator.http;

/// What answers requests; called on one virtual thread per connection, so it may block.
@FunctionalInterface
public interface HttpExchangeHandler {

  /// Answers one request. An exception becomes a 500 and is kept in [HttpServer#failures].
  HttpResponse handle(HttpRequest request);
}
