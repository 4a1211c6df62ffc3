package dev.holdfast.engine.run;

import dev.holdfast.engine.action.Templates;
import dev.holdfast.engine.machine.GreetedMachine;
import dev.holdfast.engine.machine.Machine;
import dev.holdfast.engine.playbook.Keyword;
import dev.holdfast.engine.settings.Settings;
import dev.holdfast.engine.vars.ConnectionVars;
import dev.holdfast.language.jinja.PluginNames;
import dev.holdfast.language.template.Templar;
import dev.holdfast.language.value.Value;
import dev.holdfast.transport.Become;
import dev.holdfast.transport.Channel;
import dev.holdfast.transport.Connection;
import dev.holdfast.transport.Request;
import dev.holdfast.transport.Target;
import dev.holdfast.transport.TransportException;
import dev.holdfast.transport.config.SshRequest;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Machines over kept connections: one for each host and way to reach it.
final class ConnectedMachines implements Machines {
  private static final List<Keyword> KEYWORDS =
      List.of(
          Keyword.CONNECTION,
          Keyword.PORT,
          Keyword.REMOTE_USER,
          Keyword.TIMEOUT,
          Keyword.BECOME,
          Keyword.BECOME_METHOD,
          Keyword.BECOME_USER,
          Keyword.BECOME_FLAGS,
          Keyword.BECOME_EXE);

  private final Parts parts;

  /// What connections are made of.
  record Parts(
      Delegates delegates,
      Settings settings,
      ConnectionVars.Passwords passwords,
      Way.Table ways,
      Connections connections) {}

  ConnectedMachines(Parts parts) {
    this.parts = parts;
  }

  @Override
  public Reach reach(Asked asked) {
    ConnectionVars vars = vars(asked);
    List<Object> way = way(asked, vars);
    return new Reach() {
      private Optional<Reached> last = Optional.empty();

      @Override
      public Machine machine() {
        if (last.filter(reached -> reached.connection().alive()).isEmpty()) {
          last = Optional.of(connect(way, vars, asked));
        }
        return last.orElseThrow().machine();
      }

      @Override
      public Become become() {
        return vars.become();
      }

      @Override
      public Machine plain() {
        return shell(connection(way, vars, asked), Become.login(), asked);
      }

      @Override
      public Channel stream(Request request, boolean become) {
        return connection(way, vars, asked).stream(
            become ? vars.become() : Become.login(), request);
      }

      @Override
      public Optional<Value> variable(String name) {
        Templar templar = templar(asked);
        return templar.variables().lookup(name).map(templar::template);
      }

      @Override
      public boolean local() {
        return plugin(vars).equals("local");
      }

      @Override
      public String asyncFolder() {
        return vars.shell().asyncDir();
      }

      @Override
      public void reset() {
        last = Optional.empty();
        parts.connections().reset(way);
      }
    };
  }

  /// A machine and what leads to it.
  private record Reached(Connection connection, Machine machine) {}

  private Reached connect(List<Object> way, ConnectionVars vars, Asked asked) {
    Connection connection = connection(way, vars, asked);
    return new Reached(connection, shell(connection, vars.become(), asked));
  }

  private Connection connection(List<Object> way, ConnectionVars vars, Asked asked) {
    return parts.connections().connected(way, target(asked, vars), vars.ssh().retries());
  }

  private static Machine shell(Connection connection, Become become, Asked asked) {
    return new GreetedMachine(connection, become, "", asked.environment(), asked.limits());
  }

  private static String plugin(ConnectionVars vars) {
    return PluginNames.bare(vars.connection());
  }

  /// A host and how it is reached; become is of each task. (A list, because what a record needs as
  /// a key is made anew in each process.)
  private List<Object> way(Asked asked, ConnectionVars vars) {
    Optional<Way> ready = parts.ways().to(place(asked));
    if (ready.isPresent()) {
      return List.of(place(asked), vars.connection(), ready.get().target());
    }
    ConnectionVars.Ssh ssh = vars.ssh();
    return List.of(
        place(asked),
        vars.connection(),
        vars.host(),
        vars.port(),
        vars.user(),
        ssh.privateKeyFile(),
        List.of(ssh.args(), ssh.commonArgs(), ssh.extraArgs()),
        ssh.hostKeyChecking());
  }

  private ConnectionVars vars(Asked asked) {
    Map<Keyword, Value> keywords = new EnumMap<>(Keyword.class);
    for (Keyword keyword : KEYWORDS) {
      asked.keywords().value(keyword).ifPresent(value -> keywords.put(keyword, value));
    }
    return ConnectionVars.of(
        new ConnectionVars.Query(
            templar(asked),
            keywords,
            place(asked),
            asked.delegate().map(_ -> asked.host()),
            parts.settings(),
            passwords(place(asked))));
  }

  /// The host on which the task runs.
  private static String place(Asked asked) {
    return asked.delegate().orElse(asked.host());
  }

  private ConnectionVars.Passwords passwords(String host) {
    return parts
        .ways()
        .to(host)
        .map(way -> new ConnectionVars.Passwords(Optional.empty(), way.becomePassword()))
        .orElse(parts.passwords());
  }

  private Templar templar(Asked asked) {
    Templates templates = asked.templates();
    if (!(templates instanceof TemplarTemplates own)) {
      throw new IllegalStateException("templates of another engine");
    }
    if (asked.delegate().isEmpty()) {
      return own.templar().with(own.scope().withoutFloor());
    }
    TaskRunner.Subject subject = new TaskRunner.Subject(asked.task(), asked.host(), asked.moment());
    return own.templar().with(parts.delegates().scope(subject, asked.delegate().get()));
  }

  private Target target(Asked asked, ConnectionVars vars) {
    return target(vars, parts.ways().to(place(asked)), parts.connections());
  }

  /// Where variables lead.
  ///
  /// @param ready the way, where it was worked out before
  static Target target(ConnectionVars vars, Optional<Way> ready, Connections connections) {
    String connection = plugin(vars);
    return switch (connection) {
      case "local" -> new Target.Local();
      case "ssh", "smart", "paramiko", "paramiko_ssh" ->
          ready.map(Way::target).orElseGet(() -> connections.resolve(request(vars)));
      default ->
          throw new TransportException(
              TransportException.Reason.CONFIGURATION,
              "the connection plugin '" + connection + "' was not found");
    };
  }

  private static SshRequest request(ConnectionVars vars) {
    return new SshRequest(
        vars.host(),
        vars.port(),
        vars.user(),
        vars.password(),
        vars.ssh().privateKeyFile(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        vars.ssh().hostKeyChecking(),
        vars.timeout(),
        new SshRequest.Arguments(
            vars.ssh().args(), vars.ssh().commonArgs(), vars.ssh().extraArgs()));
  }
}
