package dev.holdfast.transport.config;

import dev.holdfast.transport.Secret;
import dev.holdfast.transport.Target.Credential;
import dev.holdfast.transport.Target.Hop;
import dev.holdfast.transport.Target.HostKeys;
import dev.holdfast.transport.Target.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes one [Hop] of the options that hold for it.
final class HopBuilder {
  private static final List<String> DEFAULT_KEYS = List.of("id_rsa", "id_ecdsa", "id_ed25519");
  private static final List<String> DEFAULT_HOSTS =
      List.of("~/.ssh/known_hosts", "~/.ssh/known_hosts2");
  private static final List<String> GLOBAL_HOSTS =
      List.of("/etc/ssh/ssh_known_hosts", "/etc/ssh/ssh_known_hosts2");

  private final Surroundings surroundings;
  private final SshRequest request;

  HopBuilder(Surroundings surroundings, SshRequest request) {
    this.surroundings = surroundings;
    this.request = request;
  }

  Hop build(String original, Options options) {
    Tokens tokens = tokens(original, options);
    Duration timeout =
        options
            .number("connecttimeout")
            .filter(seconds -> seconds > 0)
            .map(Duration::ofSeconds)
            .orElse(request.timeout());
    return new Hop(
        SshResolver.effective(options, original),
        port(options),
        options.first("user"),
        credentials(options, tokens),
        hostKeys(options, tokens),
        timeout,
        link(options, tokens));
  }

  Tokens tokens(String original, Options options) {
    String host = SshResolver.effective(options, original);
    return new Tokens(
        surroundings,
        original,
        host,
        port(options),
        options.first("user").orElse(surroundings.user()),
        options.some("hostkeyalias").orElse(host));
  }

  private static int port(Options options) {
    return options.first("port").map(Destination::port).orElse(22);
  }

  private List<Credential> credentials(Options options, Tokens tokens) {
    List<Credential> keys = new ArrayList<>();
    if (options.flag("pubkeyauthentication").orElse(true) && preferred(options, "publickey")) {
      request
          .keyText()
          .map(key -> new Credential.KeyText(key, request.passphrase()))
          .ifPresent(keys::add);
      keys.addAll(keyFiles(options, tokens));
    }
    boolean typed =
        (options.flag("passwordauthentication").orElse(true) && preferred(options, "password"))
            || (options.flag("kbdinteractiveauthentication").orElse(true)
                && preferred(options, "keyboard-interactive"));
    Optional<Secret> password = request.password().filter(_ -> typed);
    boolean first = rank(options, "password") < rank(options, "publickey");
    password.map(Credential.Password::new).ifPresent(it -> keys.add(first ? 0 : keys.size(), it));
    return keys;
  }

  private static boolean preferred(Options options, String method) {
    return rank(options, method) >= 0;
  }

  private static int rank(Options options, String method) {
    return options
        .first("preferredauthentications")
        .map(list -> List.of(list.split(",")).indexOf(method))
        .orElse(method.equals("publickey") ? 0 : 1);
  }

  private List<Credential> keyFiles(Options options, Tokens tokens) {
    List<String> files =
        options.all("identityfile").stream()
            .filter(name -> !name.equalsIgnoreCase("none"))
            .map(tokens::file)
            .toList();
    boolean explicit = !options.all("identityfile").isEmpty();
    List<String> certificates = options.all("certificatefile").stream().map(tokens::file).toList();
    List<Credential> all = new ArrayList<>();
    Optional<List<String>> only =
        options.flag("identitiesonly").orElse(false) ? Optional.of(files) : Optional.empty();
    agent(options, tokens).map(socket -> new Credential.Agent(socket, only)).ifPresent(all::add);
    for (String file : explicit ? files : defaultKeys()) {
      certificates.forEach(certificate ->
          all.add(new Credential.KeyFile(file, request.passphrase(), Optional.of(certificate))));
      all.add(new Credential.KeyFile(file, request.passphrase(), Optional.empty()));
    }
    return all;
  }

  private List<String> defaultKeys() {
    return DEFAULT_KEYS.stream()
        .map(name -> surroundings.home() + "/.ssh/" + name)
        .filter(path -> surroundings.files().read(path).isPresent())
        .toList();
  }

  private Optional<String> agent(Options options, Tokens tokens) {
    Optional<String> option = options.first("identityagent");
    if (option.filter(value -> value.equalsIgnoreCase("none")).isPresent()) {
      return Optional.empty();
    }
    return option.isEmpty() ? surroundings.variable("SSH_AUTH_SOCK") : socket(option.get(), tokens);
  }

  private Optional<String> socket(String value, Tokens tokens) {
    if (value.equals("SSH_AUTH_SOCK")) {
      return surroundings.variable(value);
    }
    return value.startsWith("$") && !value.startsWith("${")
        ? surroundings.variable(value.substring(1))
        : Optional.of(tokens.file(value));
  }

  private HostKeys hostKeys(Options options, Tokens tokens) {
    if (!request.hostKeys().isEmpty()) {
      return new HostKeys.Pinned(request.hostKeys());
    }
    List<String> files =
        new ArrayList<>(files(options, "userknownhostsfile", DEFAULT_HOSTS, tokens));
    files.addAll(files(options, "globalknownhostsfile", GLOBAL_HOSTS, tokens));
    return new HostKeys.KnownHosts(
        files,
        unknown(options.first("stricthostkeychecking").orElse("ask")),
        options.some("hostkeyalias"),
        options.some("revokedhostkeys").map(tokens::file),
        options.flag("hashknownhosts").orElse(false));
  }

  private static List<String> files(
      Options options, String keyword, List<String> defaults, Tokens tokens) {
    List<String> given = options.all(keyword);
    return (given.isEmpty() ? defaults : given)
        .stream().filter(name -> !name.equalsIgnoreCase("none")).map(tokens::file).toList();
  }

  private static HostKeys.Unknown unknown(String value) {
    return switch (value.toLowerCase(Locale.ROOT)) {
      case "yes", "true", "ask" -> HostKeys.Unknown.REFUSE;
      case "accept-new" -> HostKeys.Unknown.ACCEPT_NEW;
      case "no", "false", "off" -> HostKeys.Unknown.ACCEPT_ANY;
      default -> throw new ConfigException("unsupported StrictHostKeyChecking " + value);
    };
  }

  private Link link(Options options, Tokens tokens) {
    String forward = options.first("forwardagent").orElse("no");
    Optional<String> agent =
        switch (forward.toLowerCase(Locale.ROOT)) {
          case "no", "false", "off" -> Optional.empty();
          case "yes", "true", "on" -> surroundings.variable("SSH_AUTH_SOCK");
          default -> socket(forward, tokens);
        };
    return new Link(
        options
            .number("serveraliveinterval")
            .map(Duration::ofSeconds)
            .orElse(Link.DEFAULT.aliveEvery()),
        options.number("serveralivecountmax").orElse(Link.DEFAULT.aliveMisses()),
        agent,
        Optional.empty());
  }

  /// The same server, reached under another address; its keys stay those of the name it had.
  static Hop at(Hop hop, String host, int port) {
    if (hop.host().equals(host) && hop.port() == port) {
      return hop;
    }
    HostKeys keys =
        switch (hop.hostKeys()) {
          case HostKeys.Pinned pinned -> pinned;
          case HostKeys.KnownHosts known -> {
            String name = hop.port() == 22 ? hop.host() : "[" + hop.host() + "]:" + hop.port();
            yield new HostKeys.KnownHosts(
                known.files(),
                known.unknown(),
                Optional.of(known.alias().orElse(name)),
                known.revoked(),
                known.hashNames());
          }
        };
    return new Hop(host, port, hop.user(), hop.credentials(), keys, hop.timeout(), hop.link());
  }

  static Hop relayed(Hop hop, String command) {
    Link old = hop.link();
    Link link =
        new Link(old.aliveEvery(), old.aliveMisses(), old.forwardAgent(), Optional.of(command));
    return new Hop(
        hop.host(), hop.port(), hop.user(), hop.credentials(), hop.hostKeys(), hop.timeout(), link);
  }
}
