package dev.holdfast.client.proxmox;

import dev.holdfast.client.http.Execution;
import dev.holdfast.client.http.HttpOutcome;
import dev.holdfast.client.http.HttpOutcome.Answer;
import dev.holdfast.client.http.HttpOutcome.Failure;
import dev.holdfast.client.proxmox.ProxmoxException.Code;
import dev.holdfast.client.proxmox.Reply.Advice;
import java.net.URI;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Decides what the outcome of an exchange means for the call.
///
/// The one question behind everything here is whether a write may have been carried out. It was not
/// when nothing was sent, and when the server says so; it is open when the answer was lost, late or
/// unreadable.
final class AnswerReader {
  private static final JsonMapper JSON = JsonMapper.shared();

  static Reply read(ApiRequest request, URI entry, HttpOutcome outcome) {
    return switch (outcome) {
      case Answer answer when answer.successful() -> success(request, entry, answer);
      case Answer answer -> Refusals.read(request, entry, answer);
      case Failure failure -> failure(request, entry, failure);
    };
  }

  private static Reply success(ApiRequest request, URI entry, Answer answer) {
    Optional<JsonNode> data = json(answer).filter(node -> node.has("data"));
    if (data.isPresent()) {
      return new Reply.Data(data.get().get("data"));
    }
    if (request.writes()) {
      return unknown(request, "the answer cannot be read (%s)".formatted(described(answer)));
    }
    return notProxmox(entry, answer);
  }

  static Optional<JsonNode> json(Answer answer) {
    try {
      return Optional.of(JSON.readTree(answer.body())).filter(JsonNode::isObject);
    } catch (JacksonException _) {
      return Optional.empty();
    }
  }

  static Reply notProxmox(URI entry, Answer answer) {
    return giveUp(
        new UnavailableException(
            Code.NOT_PROXMOX,
            ("%s is not a Proxmox VE API: it answered %s. Check the endpoint's host and port"
                    + " (usually 8006).")
                .formatted(entry, described(answer))));
  }

  static Reply unknown(ApiRequest request, String why) {
    return giveUp(
        new OutcomeUnknownException(
            "It is unknown whether %s was carried out: %s.".formatted(request, why)));
  }

  static Reply giveUp(ProxmoxException failure) {
    return new Reply.Failed(failure, Advice.GIVE_UP);
  }

  private static Reply failure(ApiRequest request, URI entry, Failure failure) {
    boolean open = request.writes() && failure.sent();
    return switch (failure.kind()) {
      case CANCELLED -> giveUp(cancelled(request, open));
      case TLS -> giveUp(tls(entry, failure));
      case CONNECT -> unreachable(Code.UNREACHABLE, entry, failure, Advice.ELSEWHERE);
      case CONNECT_TIMEOUT -> unreachable(Code.UNREACHABLE, entry, failure, Advice.AROUND);
      case TIMEOUT ->
          open
              ? unknown(request, "%s gave no answer in time".formatted(entry))
              : unreachable(Code.TIMEOUT, entry, failure, Advice.AROUND);
      case CONNECTION_LOST ->
          open
              ? unknown(
                  request, "the connection to %s was lost (%s)".formatted(entry, failure.detail()))
              : lost(entry, failure);
      case MALFORMED ->
          open
              ? unknown(request, "the answer cannot be read (%s)".formatted(failure.detail()))
              : giveUp(
                  new UnavailableException(
                      Code.NOT_PROXMOX,
                      "%s is not a Proxmox VE API: %s.".formatted(entry, failure.detail())));
    };
  }

  private static Reply lost(URI entry, Failure failure) {
    return new Reply.Failed(
        new UnavailableException(
            Code.UNREACHABLE,
            "The connection to %s was lost: %s.".formatted(entry, failure.detail())),
        failure.reusedConnection() ? Advice.AGAIN : Advice.ELSEWHERE);
  }

  private static Reply unreachable(Code code, URI entry, Failure failure, Advice advice) {
    return new Reply.Failed(
        new UnavailableException(
            code, "%s cannot be reached: %s.".formatted(entry, failure.detail())),
        advice);
  }

  private static ProxmoxException tls(URI entry, Failure failure) {
    return new UnavailableException(
        Code.TLS,
        ("No trusted connection to %s: %s. Give the CA file of the cluster, or pin the fingerprint"
                + " after comparing it with the one the node shows.")
            .formatted(entry, failure.detail()));
  }

  private static ProxmoxException cancelled(ApiRequest request, boolean open) {
    return new StoppedException(
        Code.CANCELLED,
        open ? Execution.UNKNOWN : Execution.NOT_EXECUTED,
        request + " was stopped" + (open ? " before its answer came." : "."));
  }

  private static String described(Answer answer) {
    return "%d %s with %s"
        .formatted(answer.status(), answer.reason(), answer.mediaType().orElse("no media type"));
  }

  private AnswerReader() {}
}
