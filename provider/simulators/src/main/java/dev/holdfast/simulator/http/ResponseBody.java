package dev.holdfast.simulator.http;

/// The content of an answer, in memory.
public final class ResponseBody {

  private static final ResponseBody EMPTY = new ResponseBody(new byte[0]);

  private final byte[] bytes;

  private ResponseBody(byte[] bytes) {
    this.bytes = bytes;
  }

  /// No content.
  public static ResponseBody empty() {
    return EMPTY;
  }

  /// The bytes, copied.
  public static ResponseBody of(byte[] bytes) {
    return bytes.length == 0 ? EMPTY : new ResponseBody(bytes.clone());
  }

  /// A copy of the bytes.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// Whether there is nothing in it.
  public boolean isEmpty() {
    return bytes.length == 0;
  }
}
