package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.Resolve;

/// A write of which nobody knows whether it was carried out: the answer was lost, late or said so
/// (595, 596). Reading back tells, see [Resolve].
public final class OutcomeUnknownException extends ProxmoxException {
  private static final long serialVersionUID = 1L;

  OutcomeUnknownException(String message) {
    super(Code.OUTCOME_UNKNOWN, Execution.UNKNOWN, message);
  }

  static final Resolve.Lost LOST =
      new Resolve.Lost() {
        @Override
        public boolean is(RuntimeException failure) {
          return failure instanceof OutcomeUnknownException;
        }

        @Override
        public RuntimeException unclear(RuntimeException failure, String seen) {
          return new OutcomeUnknownException(
              "%s Reading back does not tell either: %s".formatted(failure.getMessage(), seen));
        }
      };
}
