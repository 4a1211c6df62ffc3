package dev.holdfast.client.testing;

/// What a [ScriptedServer] does with a request it has read.
public sealed interface Act {

  /// Answers; the connection stays open and nothing is announced unless the headers say so.
  record Answer(int status, String reason, String headers, String body) implements Act {}

  /// Answers and then closes the connection without having announced it.
  record AnswerThenVanish(Answer answer) implements Act {}

  /// Closes the connection without a byte of an answer.
  record Vanish() implements Act {}

  /// Sends only the beginning of the answer, then closes.
  record CutShort(Answer answer, int bytes) implements Act {}

  /// Never answers.
  record Silence() implements Act {}

  static Answer data(String json) {
    return json(200, "OK", "{\"data\":" + json + "}");
  }

  static Answer json(int status, String reason, String body) {
    return new Answer(status, reason, "Content-Type: application/json;charset=UTF-8\r\n", body);
  }

  /// An error as the Proxmox daemon writes it: text in the reason phrase and in the body.
  static Answer error(int status, String text) {
    return json(
        status, text, "{\"data\":null,\"message\":\"" + text.replace("\"", "\\\"") + "\\n\"}");
  }

  /// An error without a body, as 401 and 595 are.
  static Answer bare(int status, String reason) {
    return new Answer(status, reason, "", "");
  }
}
