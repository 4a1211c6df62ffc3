package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.FilePart;
import java.util.Optional;

/// One call of the API, independent of how it is sent.
///
/// @param file what is uploaded behind the parameters
public record ApiRequest(
    Verb verb, ApiPath path, Params params, Effect effect, Optional<FilePart> file) {

  public ApiRequest(Verb verb, ApiPath path, Params params, Effect effect) {
    this(verb, path, params, effect, Optional.empty());
  }

  /// An upload, which may be repeated: the server takes a file of the same name in place of the
  /// former.
  static ApiRequest upload(ApiPath path, Params params, FilePart file) {
    return new ApiRequest(Verb.POST, path, params, Effect.REPEATABLE, Optional.of(file));
  }

  public static ApiRequest get(ApiPath path) {
    return get(path, Params.none());
  }

  public static ApiRequest get(ApiPath path, Params params) {
    return new ApiRequest(Verb.GET, path, params, Effect.READS);
  }

  public static ApiRequest post(ApiPath path, Params params) {
    return new ApiRequest(Verb.POST, path, params, Effect.WRITES);
  }

  public static ApiRequest put(ApiPath path, Params params) {
    return new ApiRequest(Verb.PUT, path, params, Effect.WRITES);
  }

  public static ApiRequest delete(ApiPath path, Params params) {
    return new ApiRequest(Verb.DELETE, path, params, Effect.WRITES);
  }

  boolean writes() {
    return effect == Effect.WRITES;
  }

  @Override
  public String toString() {
    return verb + " " + path;
  }

  /// The HTTP methods of the API.
  public enum Verb {
    GET,
    POST,
    PUT,
    DELETE
  }

  /// What a call does to the server, which decides whether it may be repeated.
  public enum Effect {
    /// Changes nothing: may be repeated at will.
    READS,
    /// Changes something: is sent a second time only when it certainly was not carried out.
    WRITES,
    /// Is no GET but may be repeated at will, such as a login.
    REPEATABLE
  }
}
