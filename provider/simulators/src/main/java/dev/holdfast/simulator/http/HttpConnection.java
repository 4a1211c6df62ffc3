package dev.holdfast.simulator.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/// One connection from its first byte to its end, on a thread of its own.
final class HttpConnection {

  private static final int TLS_HANDSHAKE_RECORD = 22;
  private static final int LINGER_MILLIS = 1000;
  private static final long LINGER_BYTES = 4L * 1024 * 1024;

  private final Socket raw;
  private final long id;
  private final ServerSettings settings;
  private final Function<HttpRequest, HttpResponse> handler;
  private final IdleWatch idle;
  private final Refusals refusals;
  private final ResponseEncoder encoder;
  private int requests;

  HttpConnection(
      Socket raw, long id, ServerSettings settings, Function<HttpRequest, HttpResponse> handler) {
    this.raw = raw;
    this.id = id;
    this.settings = settings;
    this.handler = handler;
    idle = new IdleWatch(settings, raw);
    refusals = new Refusals(settings.policy());
    encoder = new ResponseEncoder(settings);
  }

  /// Serves requests until the connection ends for whatever reason.
  void run() throws IOException {
    try (raw) {
      raw.setTcpNoDelay(true);
      idle.begin();
      switch (settings.transport()) {
        case ServerSettings.Transport.Plain() -> serve(raw, raw.getInputStream(), false);
        case ServerSettings.Transport.Tls(var context) -> serveTls(context);
      }
    } finally {
      idle.end();
    }
  }

  private void serveTls(SSLContext context) throws IOException {
    int first = raw.getInputStream().read();
    if (first == TLS_HANDSHAKE_RECORD) {
      InputStream consumed = new ByteArrayInputStream(new byte[] {TLS_HANDSHAKE_RECORD});
      try (Socket tls = context.getSocketFactory().createSocket(raw, consumed, true)) {
        serve(tls, tls.getInputStream(), true);
      }
    } else if (first >= 0) {
      PushbackInputStream in = new PushbackInputStream(raw.getInputStream());
      in.unread(first);
      redirect(in);
    }
  }

  private void redirect(InputStream in) throws IOException {
    RequestReader reader = new RequestReader(new BufferedInputStream(in), settings.policy());
    switch (reader.next(idle::end)) {
      case Incoming.Request(RequestHead head) -> {
        Optional<HttpResponse> answer = refusals.of(head).or(() -> HttpsRedirect.to(head));
        if (answer.isPresent()) {
          send(raw.getOutputStream(), encode(answer.get(), head, false));
          linger(raw);
        }
      }
      case Incoming.Malformed(HttpResponse answer) -> sendMalformed(raw, answer);
      case Incoming.Unanswerable(), Incoming.Ended() -> {
        // Nobody to talk to in plain text: the connection just ends.
      }
    }
  }

  private void serve(Socket socket, InputStream rawIn, boolean secure) throws IOException {
    InputStream in = new BufferedInputStream(rawIn);
    RequestReader reader = new RequestReader(in, settings.policy());
    boolean open = true;
    while (open) {
      open =
          switch (reader.next(idle::end)) {
            case Incoming.Request(RequestHead head) -> answer(socket, in, head, secure);
            case Incoming.Malformed(HttpResponse answer) -> sendMalformed(socket, answer);
            case Incoming.Unanswerable() -> fallSilent(in);
            case Incoming.Ended() -> false;
          };
    }
  }

  /// Answers one request and says whether the connection goes on.
  private boolean answer(Socket socket, InputStream in, RequestHead head, boolean secure)
      throws IOException {
    requests++;
    Optional<HttpResponse> refused = refusals.of(head);
    if (refused.isPresent()) {
      send(socket.getOutputStream(), encode(refused.get(), head, false));
      linger(socket);
      return false;
    }
    BodyStream body = new BodyStream(in, head.contentLength());
    HttpResponse response = handler.apply(request(head, body, secure));
    settings.clock().sleep(response.delay());
    boolean keep = keeps(head, response) && body.exhausted();
    if (keep && response.delivery() instanceof Delivery.Whole) {
      // Before the answer goes out: the peer may look at the clock as soon as it has it.
      idle.begin();
    }
    boolean open = deliver(socket, in, response, encode(response, head, keep)) && keep;
    if (!open && !body.exhausted()) {
      linger(socket);
    }
    return open;
  }

  private HttpRequest request(RequestHead head, BodyStream body, boolean secure)
      throws IOException {
    return new HttpRequest(
        head.method(),
        head.rawPath(),
        head.path(),
        head.query(),
        head.headers(),
        new RequestBody(
            isUpload(head) ? body : new ByteArrayInputStream(body.readAllBytes()),
            head.contentLength()),
        new HttpRequest.Connection(
            id, requests, (InetSocketAddress) raw.getRemoteSocketAddress(), secure));
  }

  private boolean isUpload(RequestHead head) {
    return head.contentLength() > 0
        && settings.policy().uploads().accepts(head.method(), head.path());
  }

  private boolean keeps(RequestHead head, HttpResponse response) {
    return !head.wantsClose()
        && !response.close()
        && !idle.expired()
        && !isUpload(head)
        && response.status() < settings.policy().closeFromStatus()
        && requests < settings.policy().requestsPerConnection();
  }

  private byte[] encode(HttpResponse response, RequestHead head, boolean keep) {
    return encoder.encode(response, head.protocol(), keep, head.acceptsGzip());
  }

  /// Sends the answer in the way it asks for; false when that ended the connection.
  private boolean deliver(Socket socket, InputStream in, HttpResponse response, byte[] encoded)
      throws IOException {
    OutputStream out = socket.getOutputStream();
    return switch (response.delivery()) {
      case Delivery.Whole() -> {
        send(out, encoded);
        yield true;
      }
      case Delivery.CutAfter(int bytes) -> {
        send(out, Arrays.copyOf(encoded, Math.min(bytes, encoded.length)));
        cut();
        yield false;
      }
      case Delivery.Silence() -> {
        in.transferTo(OutputStream.nullOutputStream());
        yield false;
      }
      case Delivery.Garbage(String latin1) -> {
        send(out, latin1.getBytes(StandardCharsets.ISO_8859_1));
        yield false;
      }
    };
  }

  private boolean sendMalformed(Socket socket, HttpResponse answer) throws IOException {
    send(socket.getOutputStream(), encoder.encode(answer, "HTTP/1.0", false, false));
    linger(socket);
    return false;
  }

  /// Says nothing more until the peer or the idle rule ends the connection.
  private boolean fallSilent(InputStream in) throws IOException {
    if (idle.active()) {
      idle.begin();
      in.transferTo(OutputStream.nullOutputStream());
    }
    return false;
  }

  private static void send(OutputStream out, byte[] bytes) throws IOException {
    out.write(bytes);
    out.flush();
  }

  /// Ends the TCP connection without the farewell of TLS.
  private void cut() throws IOException {
    raw.close();
  }

  /// Lets a peer that is still sending read the answer first: closing with unread bytes would make
  /// the system reset the connection, and the answer would be lost on the way.
  private static void linger(Socket socket) throws IOException {
    socket.shutdownOutput();
    socket.setSoTimeout(LINGER_MILLIS);
    InputStream in = socket.getInputStream();
    byte[] buffer = new byte[16 * 1024];
    long left = LINGER_BYTES;
    int count = in.read(buffer);
    while (count >= 0 && left > 0) {
      left -= count;
      count = in.read(buffer);
    }
    if (left <= 0) {
      throw new EOFException("the peer goes on sending after the answer");
    }
  }
}
