package dev.holdfast.transport;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What a shell is asked to run.
///
/// @param script POSIX shell text; data that it works on comes through `input`, never in its text
///   where the text would show in a process list
/// @param input what the child reads from standard input
/// @param directory where it runs; empty for the user's home
/// @param environment added to the login environment; values never show in a process list
public record Request(
    String script,
    Payload input,
    String directory,
    Map<String, String> environment,
    Limits limits) {
  public Request {
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
  }

  /// A script without input, in the user's home, without limits.
  public static Request of(String script) {
    return new Request(script, Payload.NONE, "", Map.of(), Limits.NONE);
  }

  public Request withInput(Payload payload) {
    return new Request(script, payload, directory, environment, limits);
  }

  public Request withDirectory(String path) {
    return new Request(script, input, path, environment, limits);
  }

  public Request withEnvironment(Map<String, String> variables) {
    return new Request(script, input, directory, variables, limits);
  }

  public Request withLimits(Limits bounds) {
    return new Request(script, input, directory, environment, bounds);
  }
}
