package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Secret;
import java.util.List;

/// Keys by which machines register (`/api/v1/enrollment-keys`).
public final class EnrollmentKeysApi {
  private static final String PATH = NetmakerCall.path("api", "v1", "enrollment-keys");

  private final Api api;

  EnrollmentKeysApi(Api api) {
    this.api = api;
  }

  public List<EnrollmentKey> list() {
    return api.list(PATH).stream().map(EnrollmentKey::new).toList();
  }

  /// Makes a key.
  ///
  /// @param body a record `APIEnrollmentKey`; uses count before an expiration, and both before
  ///   `unlimited`
  public EnrollmentKey create(Fields body) {
    return new EnrollmentKey(api.fields(NetmakerCall.post(PATH, body)));
  }

  /// Sets relay, groups and the automatic gateway, all three: what is left out is reset.
  public EnrollmentKey update(Secret value, Fields body) {
    return new EnrollmentKey(api.fields(NetmakerCall.put(path(value), body)));
  }

  public void delete(Secret value) {
    api.call(NetmakerCall.delete(path(value)));
  }

  private static String path(Secret value) {
    return NetmakerCall.path("api", "v1", "enrollment-keys", value.reveal());
  }
}
