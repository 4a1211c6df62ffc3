package dev.holdfast.resources.vm;

import dev.holdfast.client.http.Pacer;
import dev.holdfast.framework.diag.Diagnostics;
import dev.holdfast.resources.pve.PveTable;
import dev.holdfast.resources.settings.Clients;
import dev.holdfast.resources.settings.ProxmoxAccess;
import dev.holdfast.resources.settings.Section;
import dev.holdfast.resources.settings.ServerWork;

/// Work on a Proxmox VE cluster.
///
/// @param table whose attributes a refused parameter may come from
public record ClusterWork(PveTable table) implements ServerWork<ProxmoxAccess> {

  @Override
  public Section<ProxmoxAccess> section(Clients clients) {
    return clients.proxmox();
  }

  @Override
  public Pacer pacer(ProxmoxAccess server) {
    return server.pacer();
  }

  @Override
  public String kind() {
    return "Proxmox VE";
  }

  @Override
  public String remedy() {
    return "its attribute proxmox is missing. Add proxmox = { endpoints = [...], api_token = \"...\" } to it, or "
        + "proxmox = {} to take them from the PROXMOX_VE_ environment variables.";
  }

  @Override
  public void report(
      RuntimeException failure, String doing, ProxmoxAccess server, Diagnostics diagnostics) {
    Failures.report(failure, doing, server.caller(), table, diagnostics);
  }
}
