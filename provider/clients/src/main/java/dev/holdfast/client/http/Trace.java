package dev.holdfast.client.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;

/// Notes how far one exchange came, which decides whether the server may have acted on it.
final class Trace extends EventListener {
  private volatile boolean connecting;
  private volatile boolean connected;
  private volatile boolean sent;

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

  @Override
  public void connectStart(Call call, InetSocketAddress address, Proxy proxy) {
    connecting = true;
  }

  @Override
  public void connectionAcquired(Call call, Connection connection) {
    connected = true;
  }

  @Override
  public void requestHeadersStart(Call call) {
    sent = true;
  }
}
