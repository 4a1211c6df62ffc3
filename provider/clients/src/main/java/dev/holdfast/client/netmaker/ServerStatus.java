package dev.holdfast.client.netmaker;

/// What a server says about itself to anybody (`GET /api/server/status`).
///
/// @param pro whether it is the Pro edition
public record ServerStatus(ServerVersion version, boolean pro) {

  static ServerStatus of(Fields fields) {
    return new ServerStatus(
        ServerVersion.parse(fields.text("version").orElse("")),
        fields.flag("is_pro").orElse(false));
  }

  /// Whether this era of the server is only known from the code of other clients.
  public boolean unseen() {
    return version.atLeast(ServerVersion.UNSEEN);
  }
}
