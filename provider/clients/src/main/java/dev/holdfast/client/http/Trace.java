package dev.holdfast.client.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/// Notes how far one exchange came, which decides whether the server may have acted on it.
final class Trace extends EventListener {
  private final ConnectLimit limit;
  private volatile boolean connecting;
  private volatile boolean connected;
  private volatile boolean sent;

  Trace(ConnectLimit limit) {
    this.limit = limit;
  }

  static EventListener of(Call call) {
    Trace trace = call.request().tag(Trace.class);
    return trace == null ? EventListener.NONE : trace;
  }

  boolean connected() {
    return connected;
  }

  boolean sent() {
    return sent;
  }

  boolean reused() {
    return connected && !connecting;
  }

  ConnectLimit limit() {
    return limit;
  }

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connecting = true;
    limit.start(call);
  }

  @Override
  public void secureConnectStart(Call call) {
    limit.accepted();
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    connected = true;
    limit.end();
  }

  @Override
  public void requestHeadersStart(Call call) {
    sent = true;
  }
}
