package dev.holdfast.resources.network;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.client.netmaker.NetmakerException;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.NetmakerAccess;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.settings.ServerWork;

/// Work on a Netmaker server.
record MeshWork() implements ServerWork<NetmakerAccess> {
  static final MeshWork WORK = new MeshWork();

  @Override
  public Section<NetmakerAccess> section(Clients clients) {
    return clients.netmaker();
  }

  @Override
  public Pacer pacer(NetmakerAccess server) {
    return server.pacer();
  }

  @Override
  public String kind() {
    return "Netmaker";
  }

  @Override
  public String remedy() {
    return "its attribute netmaker is missing. Add netmaker = { endpoint = \"...\", token = \"...\" } to it, or "
        + "netmaker = {} to take them from the NETMAKER_ environment variables.";
  }

  @Override
  public void report(
      RuntimeException failure, String doing, NetmakerAccess server, Diagnostics diagnostics) {
    if (!(failure instanceof NetmakerException e)) {
      throw failure;
    }
    diagnostics.error("Unable to " + doing, e.getMessage() + advice(e, server));
  }

  private static String advice(NetmakerException e, NetmakerAccess access) {
    return switch (e.code()) {
      case AUTHENTICATION ->
          "\nThe provider calls as "
              + access.caller()
              + ". Check that the token has not expired and that its user still exists; an access token made "
              + "without an end has expired at once.";
      case PERMISSION ->
          "\nThe provider calls as "
              + access.caller()
              + "; networks need a super-admin or an admin.";
      case NO_SUCH_CALL ->
          "\nThis server does not know the call: it is too old, or the call belongs to the Pro edition.";
      case CANCELLED -> "\nThe run was interrupted; apply again to go on.";
      case TIMEOUT -> "\nRaise the matching value of timeouts if the work needs longer.";
      default -> "";
    };
  }
}
