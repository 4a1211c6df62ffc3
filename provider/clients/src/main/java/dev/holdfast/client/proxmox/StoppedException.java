package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;

/// Work that ended before its time: the caller stopped it ([Code#CANCELLED]) or its deadline passed
/// ([Code#TIMEOUT]). What the server had begun goes on.
public final class StoppedException extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  StoppedException(Code code, Execution execution, String message) {
    super(code, execution, message);
  }
}
