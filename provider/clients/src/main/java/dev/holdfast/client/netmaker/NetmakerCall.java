package dev.holdfast.client.netmaker;

import dev.holdfast.client.text.Percent;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// One call of the API, independent of how it is sent.
///
/// @param path from the root, encoded, with its query
record NetmakerCall(String method, String path, Optional<Fields> body, Effect effect) {

  /// What a call does to the server, which decides whether it may be repeated.
  enum Effect {
    /// Changes nothing: may be repeated at will.
    READS,
    /// Changes something: is sent a second time only when it certainly was not carried out.
    WRITES,
    /// Changes something, but twice is the same as once.
    REPEATABLE
  }

  static NetmakerCall get(String path) {
    return new NetmakerCall("GET", path, Optional.empty(), Effect.READS);
  }

  static NetmakerCall post(String path, Fields body) {
    return new NetmakerCall("POST", path, Optional.of(body), Effect.WRITES);
  }

  /// A write of the whole of a thing, so that a repeat changes nothing.
  static NetmakerCall put(String path, Fields body) {
    return new NetmakerCall("PUT", path, Optional.of(body), Effect.REPEATABLE);
  }

  static NetmakerCall delete(String path) {
    return new NetmakerCall("DELETE", path, Optional.empty(), Effect.WRITES);
  }

  /// The path of the segments.
  static String path(String... segments) {
    return Arrays.stream(segments).map(Percent::encode).collect(Collectors.joining("/", "/", ""));
  }

  /// The path with one more parameter.
  static String query(String path, String name, String value) {
    return path + (path.contains("?") ? "&" : "?") + name + "=" + Percent.encode(value);
  }

  boolean writes() {
    return effect == Effect.WRITES;
  }

  /// The path without its last segment where that is the value of a key, which lets hosts in.
  @Override
  public String toString() {
    String plain = path.replaceFirst("\\?.*", "");
    return method + " " + plain.replaceFirst("^(/api/v1/enrollment-keys)/.*", "$1/…");
  }
}
