package dev.holdfast.engine.lookup;

import dev.holdfast.language.filter.Lines;
import dev.holdfast.language.value.DictValue;
import dev.holdfast.language.value.Str;
import dev.holdfast.language.value.TemplateError;
import dev.holdfast.language.value.Text;
import dev.holdfast.language.value.Value;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLException;

/// What web servers answer.
///
/// Source: `ansible/plugins/lookup/url.py` and `ansible/module_utils/urls.py`. Unix sockets,
/// GSSAPI, ciphers and files of certificates are refused.
record UrlLookup(Given given, Map<String, String> environment) {
  private static final List<String> REFUSED =
      List.of("unix_socket", "use_gssapi", "ciphers", "ca_path");
  private static final int REDIRECT = 300;
  private static final String DEFAULT_TIMEOUT = "10";

  List<Value> run(List<Value> terms) {
    for (String option : REFUSED) {
      if (given.value(option).filter(value -> !Text.str(value).equals("False")).isPresent()) {
        throw TemplateError.options("the url lookup does not support the option " + option);
      }
    }
    List<Value> results = new ArrayList<>();
    try (HttpClient client = client()) {
      for (Value term : terms) {
        String body = body(client, Text.str(term));
        if (given.flag("split_lines", true)) {
          Lines.of(body).forEach(line -> results.add(Str.of(line)));
        } else {
          results.add(Str.of(body));
        }
      }
    }
    return results;
  }

  private HttpClient client() {
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(redirects())
            .connectTimeout(timeout());
    if (given.flag("use_proxy", true)) {
      builder.proxy(new EnvironmentProxies(environment));
    }
    if (!given.flag("validate_certs", true)) {
      builder.sslContext(AnyCertificate.context());
    }
    return builder.build();
  }

  private HttpClient.Redirect redirects() {
    return switch (given.text("follow_redirects", "urllib2")) {
      case "none", "no", "False" -> HttpClient.Redirect.NEVER;
      default -> HttpClient.Redirect.ALWAYS;
    };
  }

  private Duration timeout() {
    String seconds = given.text("timeout", DEFAULT_TIMEOUT);
    try {
      return Duration.ofMillis(Math.round(Double.parseDouble(seconds) * 1000));
    } catch (NumberFormatException e) {
      throw TemplateError.options("the timeout of the url lookup is no number: " + seconds);
    }
  }

  private String body(HttpClient client, String url) {
    try {
      HttpResponse<byte[]> response =
          client.send(request(url), HttpResponse.BodyHandlers.ofByteArray());
      int status = response.statusCode();
      if (status >= REDIRECT) {
        throw TemplateError.ansible(
            "Received HTTP error for %s : HTTP Error %d: %s"
                .formatted(url, status, HttpReasons.of(status)));
      }
      return new String(response.body(), StandardCharsets.UTF_8);
    } catch (SSLException e) {
      throw TemplateError.ansible(
          "Error validating the server's certificate for %s: %s".formatted(url, e.getMessage()), e);
    } catch (IOException e) {
      throw TemplateError.ansible(
          "Failed lookup url for %s : <urlopen error %s>".formatted(url, reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TemplateError.ansible("Failed lookup url for " + url + " : interrupted", e);
    }
  }

  private static String reason(IOException problem) {
    return problem instanceof java.net.ConnectException
        ? "[Errno 111] Connection refused"
        : Optional.ofNullable(problem.getMessage()).orElse(problem.getClass().getSimpleName());
  }

  private HttpRequest request(String url) {
    try {
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(new URI(url))
              .timeout(timeout())
              .header("User-Agent", given.text("http_agent", "ansible-httpget"));
      if (given.flag("force", false)) {
        builder.header("cache-control", "no-cache");
      }
      given
          .text("username")
          .ifPresent(
              user -> builder.header("Authorization", basic(user, given.text("password", ""))));
      given.value("headers").flatMap(Terms::dict).ifPresent(headers -> headers(builder, headers));
      return builder.build();
    } catch (URISyntaxException | IllegalArgumentException e) {
      throw TemplateError.ansible(
          "Failed lookup url for %s : <urlopen error %s>".formatted(url, e.getMessage()), e);
    }
  }

  private static void headers(HttpRequest.Builder builder, DictValue headers) {
    headers.entries().forEach((name, value) -> builder.setHeader(Text.str(name), Text.str(value)));
  }

  private static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
