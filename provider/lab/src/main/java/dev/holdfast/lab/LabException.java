package dev.holdfast.lab;

/// Why a lab cannot be started or kept.
public sealed class LabException extends RuntimeException {

  LabException(String message) {
    super(message);
  }

  LabException(String message, Throwable cause) {
    super(message, cause);
  }

  /// The command line cannot be understood.
  static final class Usage extends LabException {
    Usage(String message) {
      super(message);
    }
  }
}
