package dev.holdfast.transport.ssh;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Buffer.PlainBuffer;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.PTYMode;
import net.schmizz.sshj.transport.TransportException;

/// A `session` channel that runs one command (RFC 4254, section 6).
final class ExecChannel extends SafeChannel {
  private static final int STDERR = 1;
  private static final List<String> SIGNALS =
      List.of(
          "", "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV",
          "USR2", "PIPE", "ALRM", "TERM");

  private final ChannelInputStream errors;
  private volatile OptionalInt status = OptionalInt.empty();

  ExecChannel(Connection connection, Semaphore permits) {
    super(connection, "session", permits);
    errors = new ChannelInputStream(this, trans, lwin);
  }

  InputStream errors() {
    return errors;
  }

  /// Exit status, or 128 + the signal's number; empty as long as the server has not said it.
  OptionalInt status() {
    return status;
  }

  /// Asks for a terminal in raw mode: no echo, no translation, no signals by control characters.
  void requestTerminal() throws ConnectionException, TransportException {
    request(
        "pty-req",
        new PlainBuffer()
            .putString("dumb")
            .putUInt32(200)
            .putUInt32(50)
            .putUInt32(0)
            .putUInt32(0)
            .putBytes(PTYMode.encode(rawMode())));
  }

  private static Map<PTYMode, Integer> rawMode() {
    Map<PTYMode, Integer> modes = new EnumMap<>(PTYMode.class);
    List.of(
            PTYMode.ECHO,
            PTYMode.ECHOE,
            PTYMode.ECHOK,
            PTYMode.ECHONL,
            PTYMode.ICANON,
            PTYMode.ISIG,
            PTYMode.IEXTEN,
            PTYMode.OPOST,
            PTYMode.ONLCR,
            PTYMode.ICRNL,
            PTYMode.INLCR,
            PTYMode.IGNCR,
            PTYMode.IXON,
            PTYMode.IXOFF,
            PTYMode.ISTRIP)
        .forEach(mode -> modes.put(mode, 0));
    modes.put(PTYMode.CS8, 1);
    return modes;
  }

  void requestAgentForwarding() throws ConnectionException, TransportException {
    request("auth-agent-req@openssh.com", new PlainBuffer());
  }

  void start(String command) throws ConnectionException, TransportException {
    request("exec", new PlainBuffer().putString(command, StandardCharsets.UTF_8));
  }

  /// Sends a signal to the command's process group; servers that do not know how take no notice.
  void signal(String name) throws TransportException {
    sendChannelRequest("signal", false, new PlainBuffer().putString(name));
  }

  private void request(String name, PlainBuffer specifics)
      throws ConnectionException, TransportException {
    sendChannelRequest(name, true, specifics).await(conn.getTimeoutMs(), TimeUnit.MILLISECONDS);
  }

  @Override
  protected void handleRequest(String name, SSHPacket packet)
      throws ConnectionException, TransportException {
    try {
      switch (name) {
        case "exit-status" -> status = OptionalInt.of(packet.readUInt32AsInt());
        case "exit-signal" -> status = OptionalInt.of(128 + signalNumber(packet.readString()));
        default -> super.handleRequest(name, packet);
      }
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  private static int signalNumber(String name) {
    return Math.max(0, SIGNALS.indexOf(name));
  }

  @Override
  protected void gotExtendedData(SSHPacket packet) throws SSHException {
    try {
      int kind = packet.readUInt32AsInt();
      if (kind != STDERR) {
        throw new ConnectionException(DisconnectReason.PROTOCOL_ERROR, "extended data " + kind);
      }
      receiveInto(errors, packet);
    } catch (Buffer.BufferException e) {
      throw new ConnectionException(e);
    }
  }

  @Override
  protected void eofInputStreams() {
    errors.eof();
    super.eofInputStreams();
  }

  @Override
  protected void closeAllStreams() {
    errors.close();
    super.closeAllStreams();
  }

  @Override
  public void notifyError(SSHException error) {
    errors.notifyError(error);
    super.notifyError(error);
  }
}
