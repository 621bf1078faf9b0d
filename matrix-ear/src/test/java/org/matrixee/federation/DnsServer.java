package org.matrixee.federation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server of a test: knows the SRV records that it is told, and no other name. */
final class DnsServer implements AutoCloseable {
  private final DatagramSocket socket;
  private final List<SRVRecord> records = new CopyOnWriteArrayList<>();
  private final List<String> questions = new CopyOnWriteArrayList<>();

  private DnsServer(DatagramSocket socket) {
    this.socket = socket;
  }

  static DnsServer start() {
    try {
      DnsServer server = new DnsServer(new DatagramSocket(0, InetAddress.getLoopbackAddress()));
      Thread thread = new Thread(server::serve, "dns");
      thread.setDaemon(true);
      thread.start();
      return server;
    } catch (SocketException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** For {@code MATRIX_FEDERATION_DNS}. */
  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** A record for {@code _matrix._tcp.} and the name. */
  void service(String name, int priority, int port, String target) {
    try {
      records.add(
          new SRVRecord(
              Name.fromString("_matrix._tcp." + name + "."),
              DClass.IN,
              60,
              priority,
              0,
              port,
              Name.fromString(target)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The names that were asked for, with the type before them. */
  List<String> questions() {
    return List.copyOf(questions);
  }

  private void serve() {
    byte[] buffer = new byte[4096];
    while (!socket.isClosed()) {
      try {
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        socket.receive(packet);
        byte[] answer = answer(new Message(Arrays.copyOf(buffer, packet.getLength()))).toWire();
        socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
      } catch (IOException e) {
        if (!socket.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private Message answer(Message question) {
    Record asked = question.getQuestion();
    questions.add(Type.string(asked.getType()) + " " + asked.getName());
    Message answer = new Message(question.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.addRecord(asked, Section.QUESTION);
    List<SRVRecord> found =
        records.stream()
            .filter(each -> asked.getType() == Type.SRV && each.getName().equals(asked.getName()))
            .toList();
    found.forEach(each -> answer.addRecord(each, Section.ANSWER));
    if (found.isEmpty()) {
      answer.getHeader().setRcode(Rcode.NXDOMAIN);
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
  }
}
