package dev.holdfast.client.netmaker;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.HttpOutcome;
import dev.holdfast.client.http.HttpOutcome.Answer;
import dev.holdfast.client.http.HttpOutcome.Failure;
import dev.holdfast.client.netmaker.NetmakerException.Code;
import dev.holdfast.client.netmaker.Reply.Advice;
import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/// Decides what the outcome of an exchange means for the call.
///
/// The server's statuses tell little: what does not exist is 400 or 500 on most calls, and rule
/// violations may be 500. The texts tell more.
final class AnswerReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  private final NetmakerCall call;
  private final URI endpoint;

  AnswerReader(NetmakerCall call, URI endpoint) {
    this.call = call;
    this.endpoint = endpoint;
  }

  Reply read(HttpOutcome outcome) {
    return switch (outcome) {
      case Answer answer when answer.successful() -> success(answer);
      case Answer answer -> refusal(answer);
      case Failure failure -> failure(failure);
    };
  }

  /// Three forms: the value itself, an envelope around it, and nothing.
  private Reply success(Answer answer) {
    if (answer.body().isBlank()) {
      return new Reply.Data(MissingNode.getInstance());
    }
    Optional<JsonNode> body = json(answer);
    if (body.isPresent()) {
      JsonNode value = body.get();
      return new Reply.Data(
          value.has("Code") && value.has("Response") ? value.get("Response") : value);
    }
    // Some writes answer with plain words.
    return call.effect() == NetmakerCall.Effect.READS
        ? notNetmaker(described(answer))
        : new Reply.Data(MissingNode.getInstance());
  }

  private static Optional<JsonNode> json(Answer answer) {
    try {
      return Optional.of(JSON.readTree(answer.body())).filter(node -> !node.isMissingNode());
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  private Reply refusal(Answer answer) {
    String text = text(answer);
    String message = "%s: %s (%d)".formatted(call, text, answer.status());
    return switch (answer.status()) {
      case 401 -> authentication(message);
      case 403 -> giveUp(NetmakerException.unexecuted(Code.PERMISSION, message));
      case 404, 405 -> missing(answer, message);
      case 429 ->
          giveUp(
              NetmakerException.unexecuted(
                  Code.RATE_LIMITED,
                  message
                      + ". After ten logins in a minute the server locks this address out, usually"
                      + " for an hour. Use an access token, which needs no login."));
      case 502, 503, 504 -> brokenOff(message);
      default -> refused(answer, text, message);
    };
  }

  private static Reply authentication(String message) {
    return new Reply.Failed(
        NetmakerException.unexecuted(Code.AUTHENTICATION, message), Advice.LOGIN);
  }

  private Reply missing(Answer answer, String message) {
    // Unknown routes have no JSON, missing things do.
    return giveUp(
        NetmakerException.unexecuted(
            said(answer).isPresent() ? Code.NOT_FOUND : Code.NO_SUCH_CALL, message));
  }

  private Reply brokenOff(String message) {
    return call.writes()
        ? giveUp(NetmakerException.unknown(unknown(message)))
        : new Reply.Failed(NetmakerException.unexecuted(Code.SERVER, message), Advice.LATER);
  }

  private Reply refused(Answer answer, String text, String message) {
    if (answer.status() < 400) {
      return notNetmaker(described(answer));
    }
    if (saysMissing(text)) {
      return giveUp(NetmakerException.unexecuted(Code.NOT_FOUND, message));
    }
    if (answer.status() < 500) {
      return giveUp(NetmakerException.unexecuted(Code.REFUSED, message));
    }
    return call.effect() == NetmakerCall.Effect.READS
        ? new Reply.Failed(NetmakerException.unexecuted(Code.SERVER, message), Advice.LATER)
        : giveUp(new NetmakerException(Code.SERVER, Execution.FAILED, message));
  }

  /// An error in the server's own form; a plain text may begin like a number.
  private static Optional<JsonNode> said(Answer answer) {
    return json(answer).filter(JsonNode::isObject);
  }

  private static boolean saysMissing(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    return Stream.of(
            "record not found",
            "no result found",
            "could not find any records",
            "no rows in result set")
        .anyMatch(lower::contains);
  }

  private static String text(Answer answer) {
    return said(answer)
        .flatMap(body -> Fields.of(body).text("Message"))
        .or(() ->
            Optional.of(answer.body().strip())
                .filter(body -> !body.isEmpty() && body.length() < 200 && !body.startsWith("<")))
        .orElse(answer.reason().isBlank() ? "error without a text" : answer.reason());
  }

  private Reply failure(Failure failure) {
    boolean open = call.writes() && failure.sent();
    return switch (failure.kind()) {
      case CANCELLED ->
          giveUp(
              new NetmakerException(
                  Code.CANCELLED,
                  open ? Execution.UNKNOWN : Execution.NOT_EXECUTED,
                  call + " was stopped" + (open ? " before its answer came." : ".")));
      case TLS ->
          giveUp(
              NetmakerException.unexecuted(
                  Code.TLS,
                  ("No trusted connection to %s: %s. Give the CA file of the server, or pin the"
                          + " fingerprint after comparing it.")
                      .formatted(endpoint, failure.detail())));
      case CONNECT, CONNECT_TIMEOUT -> later(Code.UNREACHABLE, failure);
      case TIMEOUT ->
          open
              ? lost("%s gave no answer in time".formatted(endpoint))
              : later(Code.TIMEOUT, failure);
      case CONNECTION_LOST -> open ? lost(broken(failure)) : again(failure);
      case MALFORMED ->
          open
              ? lost("the answer cannot be read (%s)".formatted(failure.detail()))
              : notNetmaker(failure.detail());
    };
  }

  private Reply lost(String why) {
    return giveUp(NetmakerException.unknown(unknown(why)));
  }

  private String unknown(String why) {
    return "It is unknown whether %s was carried out: %s.".formatted(call, why);
  }

  private String broken(Failure failure) {
    return "the connection to %s was lost (%s)".formatted(endpoint, failure.detail());
  }

  private Reply again(Failure failure) {
    return new Reply.Failed(
        NetmakerException.unexecuted(Code.UNREACHABLE, "%s: %s.".formatted(call, broken(failure))),
        failure.reusedConnection() ? Advice.AGAIN : Advice.LATER);
  }

  private Reply later(Code code, Failure failure) {
    return new Reply.Failed(
        NetmakerException.unexecuted(
            code, "%s cannot be reached: %s.".formatted(endpoint, failure.detail())),
        Advice.LATER);
  }

  private Reply notNetmaker(String what) {
    return giveUp(
        NetmakerException.unexecuted(
            Code.NOT_NETMAKER,
            ("%s is not a Netmaker API: it answered %s. Check the endpoint: the API has a host name"
                    + " of its own, usually api.<domain>, beside that of the dashboard.")
                .formatted(endpoint, what)));
  }

  private static Reply giveUp(NetmakerException failure) {
    return new Reply.Failed(failure, Advice.GIVE_UP);
  }

  private static String described(Answer answer) {
    return "%d %s with %s"
        .formatted(answer.status(), answer.reason(), answer.mediaType().orElse("no media type"));
  }
}
