package dev.holdfast.simulator.http;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A peer that sends exactly the bytes it is told and shows exactly those that come back.
final class RawClient implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 10_000;

  private final Socket socket;
  private final InputStream in;

  RawClient(InetSocketAddress address) throws IOException {
    socket = new Socket(address.getAddress(), address.getPort());
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /// Sends the text with its line ends as HTTP has them.
  RawClient send(String text) throws IOException {
    return sendBytes(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
  }

  RawClient sendBytes(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
    return this;
  }

  /// Status line, headers and as much of a body as was announced.
  String answer() throws IOException {
    StringBuilder text = new StringBuilder();
    while (text.indexOf("\n\n") < 0) {
      append(text);
    }
    int marker = text.indexOf("content-length: ");
    if (marker >= 0) {
      int end = text.indexOf("\n", marker);
      int length = Integer.parseInt(text.substring(marker + 16, end));
      for (int i = 0; i < length; i++) {
        append(text);
      }
    }
    return text.toString();
  }

  /// Everything until the server ends the connection.
  String rest() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1).replace("\r", "");
  }

  void finishSending() throws IOException {
    socket.shutdownOutput();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private void append(StringBuilder text) throws IOException {
    int next = in.read();
    if (next < 0) {
      throw new IOException("the connection ended after: " + text);
    }
    if (next != '\r') {
      text.append((char) next);
    }
  }
}
