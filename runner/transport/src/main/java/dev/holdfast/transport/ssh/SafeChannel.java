package dev.holdfast.transport.ssh;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHException;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.connection.Connection;
import net.schmizz.sshj.connection.ConnectionException;
import net.schmizz.sshj.connection.channel.ChannelInputStream;
import net.schmizz.sshj.connection.channel.direct.AbstractDirectChannel;
import net.schmizz.sshj.transport.TransportException;

/// A channel that can be given up at any moment without harm to its connection.
///
/// Two things of sshj's own channels are replaced. Data that arrives for a stream which was closed
/// here would end the whole connection, although it was on its way before the server heard of the
/// closing: here it is dropped. And a writer that waits for the server's window gives up after a
/// fixed time, although a command may well not read for an hour: here it waits until the channel
/// ends.
abstract class SafeChannel extends AbstractDirectChannel {
  private final ReentrantLock writing = new ReentrantLock();
  private final Object receiving = new Object();
  private final OutputStream sink = new Sink();
  private final AtomicBoolean holdsPermit = new AtomicBoolean(true);
  private final Semaphore permits;
  private boolean closeSent;
  private boolean abandoned;

  /// @param permits of which the caller took one for this channel; it goes back at the end
  SafeChannel(Connection connection, String type, Semaphore permits) {
    super(connection, type);
    this.permits = permits;
  }

  /// Opens it, or leaves nothing behind.
  void openOrRelease() throws IOException {
    try {
      open();
    } catch (IOException e) {
      release();
      throw e;
    }
  }

  private void release() {
    if (holdsPermit.compareAndSet(true, false)) {
      permits.release();
    }
  }

  @Override
  public OutputStream getOutputStream() {
    return sink;
  }

  /// Ends the channel without waiting for the server's answer.
  void abandon() {
    synchronized (receiving) {
      abandoned = true;
      eofInputStreams();
    }
    try {
      if (isOpen()) {
        sendClose();
      }
    } catch (TransportException _) {
      // The connection is gone, and the channel with it.
    }
  }

  @Override
  protected void receiveInto(ChannelInputStream stream, SSHPacket packet) throws SSHException {
    synchronized (receiving) {
      if (!abandoned) {
        super.receiveInto(stream, packet);
      }
    }
  }

  @Override
  protected void sendClose() throws TransportException {
    writing.lock();
    try {
      closeSent = true;
      super.sendClose();
    } finally {
      writing.unlock();
    }
  }

  @Override
  protected void finishOff() {
    super.finishOff();
    release();
    if (rwin != null) {
      rwin.expand(1); // wakes a writer that waits, which then sees that the channel is closed
    }
  }

  private void send(SSHPacket packet) throws IOException {
    writing.lock();
    try {
      if (closeSent || !isOpen()) {
        throw new IOException("the channel is closed");
      }
      trans.write(packet);
    } finally {
      writing.unlock();
    }
  }

  /// Standard input: gathers bytes into packets, and sends them as the server's window allows.
  private final class Sink extends OutputStream {
    private final byte[] pending = new byte[16 * 1024];
    private int count;
    private boolean ended;

    @Override
    public synchronized void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
      if (ended) {
        throw new IOException("the input was ended");
      }
      if (length > pending.length - count) {
        flush();
        if (length >= pending.length) {
          sendAll(bytes, offset, length);
          return;
        }
      }
      System.arraycopy(bytes, offset, pending, count, length);
      count += length;
    }

    @Override
    public synchronized void flush() throws IOException {
      int length = count;
      count = 0;
      sendAll(pending, 0, length);
    }

    private void sendAll(byte[] bytes, int offset, int length) throws IOException {
      int at = offset;
      int left = length;
      while (left > 0) {
        int now = (int) Math.min(Math.min(left, room()), rwin.getMaxPacketSize());
        rwin.consume(now);
        send(newBuffer(Message.CHANNEL_DATA).putString(bytes, at, now));
        at += now;
        left -= now;
      }
    }

    private long room() throws IOException {
      while (isOpen()) {
        long size = rwin.getSize();
        if (size > 0) {
          return size;
        }
        try {
          rwin.awaitExpansion(0);
        } catch (ConnectionException e) {
          if (Thread.currentThread().isInterrupted()) {
            throw e;
          }
        }
      }
      throw new IOException("the channel is closed");
    }

    @Override
    public synchronized void close() throws IOException {
      if (!ended) {
        flush();
        ended = true;
        send(newBuffer(Message.CHANNEL_EOF));
      }
    }
  }
}
