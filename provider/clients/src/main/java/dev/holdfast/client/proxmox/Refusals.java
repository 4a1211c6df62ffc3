package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.HttpOutcome.Answer;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.proxmox.RefusedException.MissingPrivilege;
import dev.holdfast.client.proxmox.Reply.Advice;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads answers of 300 and above.
final class Refusals {

  static Reply read(ApiRequest request, URI entry, Answer answer) {
    int status = answer.status();
    if (status < 400 || status == 404 || status == 405) {
      // Proxmox answers none of these below /api2/json.
      return AnswerReader.notProxmox(entry, answer);
    }
    return switch (status) {
      case 401 -> unauthenticated(request, answer);
      case 595 -> nodeDown(request, answer);
      case 502, 503, 504, 596, 597, 598, 599 -> brokenOff(request, answer);
      default -> refused(request, answer);
    };
  }

  private static Reply unauthenticated(ApiRequest request, Answer answer) {
    String message =
        ("Proxmox does not accept the credentials (401 %s). Check the API token or the user and"
                + " password; the server does not say which part is wrong.")
            .formatted(text(answer));
    return new Reply.Failed(
        refusal(request, Code.AUTHENTICATION, answer, message, Map.of()), Advice.LOGIN);
  }

  /// The entry point could not connect to the node that has to do the work. A write is left open
  /// all the same: a node that vanishes while it works looks like this too.
  private static Reply nodeDown(ApiRequest request, Answer answer) {
    String where =
        "node %s does not answer its entry point (595 %s)"
            .formatted(
                request.path().node().map(NodeName::text).orElse("behind the endpoint"),
                text(answer));
    if (request.writes()) {
      return AnswerReader.unknown(request, where);
    }
    return new Reply.Failed(
        new UnavailableException(Code.NODE_DOWN, "%s: %s.".formatted(request, where)),
        Advice.AROUND);
  }

  private static Reply brokenOff(ApiRequest request, Answer answer) {
    String what = "the server broke off with %d %s".formatted(answer.status(), text(answer));
    if (request.writes()) {
      return AnswerReader.unknown(request, what);
    }
    return new Reply.Failed(
        new UnavailableException(Code.SERVER, "%s: %s.".formatted(request, what)), Advice.LATER);
  }

  private static Reply refused(ApiRequest request, Answer answer) {
    Map<String, String> errors =
        AnswerReader.json(answer).map(body -> Json.fields(body.path("errors"))).orElse(Map.of());
    String text = errors.isEmpty() ? text(answer) : text(answer) + " " + joined(errors);
    Code code = code(answer.status(), errors, text);
    RefusedException refusal = refusal(request, code, answer, message(code, text), errors);
    return new Reply.Failed(
        refusal, code == Code.LOCK_TIMEOUT && refusal.retryable() ? Advice.LATER : Advice.GIVE_UP);
  }

  private static Code code(int status, Map<String, String> errors, String text) {
    // Several wrong parameters come together: one that is merely missing must not hide the others.
    if (errors.size() > 1) {
      return Code.PARAMETERS;
    }
    return ErrorTexts.meaning(text)
        .orElse(status == 400 ? Code.PARAMETERS : status == 403 ? Code.PERMISSION : Code.SERVER);
  }

  private static RefusedException refusal(
      ApiRequest request, Code code, Answer answer, String message, Map<String, String> errors) {
    return new RefusedException(
        code,
        ErrorTexts.execution(code, message),
        answer.status(),
        "%s: %s".formatted(request, message),
        errors,
        ErrorTexts.missingPrivilege(message));
  }

  private static String message(Code code, String text) {
    if (code == Code.ROOT_ONLY) {
      return text + " (this needs a login as root@pam with password; a token of root is not root)";
    }
    if (code != Code.PERMISSION) {
      return text;
    }
    return ErrorTexts.missingPrivilege(text)
        .map(missing -> "%s (missing: %s)".formatted(text, described(missing)))
        .orElse(text);
  }

  private static String described(MissingPrivilege missing) {
    return "the privilege %s on %s".formatted(missing.privileges(), missing.path());
  }

  /// The body's message, else the reason phrase, else what the status stands for.
  private static String text(Answer answer) {
    return AnswerReader.json(answer)
        .flatMap(body -> Json.text(body, "message"))
        .map(String::strip)
        .or(() -> Optional.of(answer.reason().strip()).filter(reason -> !reason.isEmpty()))
        .orElseGet(() -> standardText(answer.status()));
  }

  private static String standardText(int status) {
    return switch (status) {
      case 400 -> "the request was not understood";
      case 401 -> "no or wrong credentials";
      case 403 -> "permission denied";
      case 500 -> "internal error of the server, without a text";
      case 501 -> "this version of Proxmox VE does not know the call";
      case 502, 503, 504 -> "the server is not ready";
      case 595 -> "no connection to the node";
      case 596 -> "the connection to the node was lost";
      default -> "error without a text";
    };
  }

  private static String joined(Map<String, String> errors) {
    return errors.entrySet().stream()
        .map(error -> error.getKey() + ": " + error.getValue().strip())
        .collect(Collectors.joining("; "));
  }

  private Refusals() {}
}
