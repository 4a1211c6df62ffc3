package dev.holdfast.engine.module;

import dev.holdfast.language.value.DictValue;
import dev.holdfast.transport.Answer;
import java.util.OptionalInt;

/// A program of this machine, such as rsync, that has a remote shell start its other half on the
/// machine of the task's own host.
///
/// @param text its command line for `/bin/sh`, which names [#SHELL] as the remote shell
/// @param become whether the other half runs as the task's user instead of the one who logs in
/// @param connection variables such as `ansible_port` that replace those of the host
public record RemoteProgram(String text, boolean become, DictValue connection) {
  /// The words that start the remote shell.
  public static final String SHELL = dev.holdfast.transport.shell.Joint.SHELL;

  /// How it ended.
  ///
  /// @param far the status of the other half, if it was started
  public record Outcome(Answer answer, OptionalInt far) {}
}
