package dev.holdfast.simulator.netmaker;

/// One request as it was answered.
///
/// @param method the verb
/// @param path the path, with the query
/// @param template the path as the API writes it, empty when there is no such call
/// @param body what was sent, with secrets masked
/// @param status the status of the answer, 0 when none was sent
/// @param caller who asked, empty when unknown
public record RecordedRequest(
    String method, String path, String template, String body, int status, String caller) {

  /// Verb and path as the API writes it.
  public String call() {
    return method + " " + template;
  }
}
