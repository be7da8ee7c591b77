//! Connections: how many there may be, how many of one network, and how long one may stay silent before its first request.
//!
//! The HTTP library waits for ever for the first bytes of a connection, and counts none. Deliberately not here: what happens
//! between two requests, of which the library takes care.

use axum_server::accept::Accept;
use ruche_web::Network;
use std::collections::HashMap;
use std::future::{Ready, ready};
use std::io::{Error, ErrorKind, Result};
use std::net::IpAddr;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Sleep, sleep};
use tower::Service;

/// How many connections there may be at once.
#[derive(Clone, Copy, Debug)]
pub struct Most {
    /// In all.
    pub all: u32,
    /// From one address, or one /64 of IPv6: an office has one address for everybody in it.
    pub of_a_network: u32,
}

impl Default for Most {
    fn default() -> Self {
        Self { all: 10_000, of_a_network: 2_000 }
    }
}

/// Lets connections in. Cheap to clone.
#[derive(Clone)]
pub struct Door {
    seats: Arc<Seats>,
    /// How long a connection may take until the headers of its first request are there.
    silence: Duration,
}

struct Seats {
    most: Most,
    /// They stand for everybody behind them.
    proxies: Vec<Network>,
    taken: Mutex<HashMap<Network, u32>>,
}

impl Door {
    /// A door that lets in what `most` says, and any number from `proxies`.
    #[must_use]
    pub fn new(most: Most, proxies: Vec<Network>, silence: Duration) -> Self {
        Self { seats: Arc::new(Seats { most, proxies, taken: Mutex::default() }), silence }
    }
}

impl Seats {
    /// A seat, given back when it is dropped; none when there are too many.
    fn take(self: &Arc<Self>, ip: IpAddr) -> Option<Seat> {
        let network = Network::around(ip);
        let mut taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let all: u32 = taken.values().sum();
        let of_network = taken.get(&network).copied().unwrap_or(0);
        let proxy = self.proxies.iter().any(|proxy| proxy.contains(ip));
        if all >= self.most.all || (of_network >= self.most.of_a_network && !proxy) {
            return None;
        }
        taken.insert(network, of_network + 1);
        Some(Seat { seats: Arc::clone(self), network })
    }
}

/// The place of one connection.
struct Seat {
    seats: Arc<Seats>,
    network: Network,
}

impl Drop for Seat {
    fn drop(&mut self) {
        let mut taken = self.seats.taken.lock().unwrap_or_else(PoisonError::into_inner);
        match taken.get_mut(&self.network) {
            Some(n) if *n > 1 => *n -= 1,
            _ => {
                taken.remove(&self.network);
            }
        }
    }
}

impl<S> Accept<TcpStream, S> for Door {
    type Stream = Awaited;
    type Service = Begins<S>;
    type Future = Ready<Result<(Awaited, Begins<S>)>>;

    fn accept(&self, stream: TcpStream, service: S) -> Self::Future {
        ready(stream.peer_addr().and_then(|peer| {
            let Some(seat) = self.seats.take(peer.ip()) else {
                tracing::debug!(network = %peer.ip(), "too many connections");
                return Err(Error::other("too many connections"));
            };
            let begun = Arc::new(AtomicBool::new(false));
            let stream = Awaited { stream, begun: Arc::clone(&begun), deadline: Box::pin(sleep(self.silence)), _seat: seat };
            Ok((stream, Begins { service, begun }))
        }))
    }
}

/// A connection whose first request must come in time.
pub struct Awaited {
    stream: TcpStream,
    begun: Arc<AtomicBool>,
    deadline: Pin<Box<Sleep>>,
    _seat: Seat,
}

impl AsyncRead for Awaited {
    fn poll_read(mut self: Pin<&mut Self>, cx: &mut Context<'_>, into: &mut ReadBuf<'_>) -> Poll<Result<()>> {
        if !self.begun.load(Ordering::Relaxed) && self.deadline.as_mut().poll(cx).is_ready() {
            return Poll::Ready(Err(ErrorKind::TimedOut.into()));
        }
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl AsyncWrite for Awaited {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }

    fn poll_write_vectored(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[std::io::IoSlice<'_>]) -> Poll<Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(cx, bytes)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}

/// A service that tells its connection when the first request is there.
#[derive(Clone)]
pub struct Begins<S> {
    service: S,
    begun: Arc<AtomicBool>,
}

impl<S: Service<R>, R> Service<R> for Begins<S> {
    type Response = S::Response;
    type Error = S::Error;
    type Future = S::Future;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<std::result::Result<(), S::Error>> {
        self.service.poll_ready(cx)
    }

    fn call(&mut self, request: R) -> S::Future {
        self.begun.store(true, Ordering::Relaxed);
        self.service.call(request)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_takes_its_part_and_leaves_the_others_theirs() {
        let proxies = vec!["10.0.0.0/8".parse().unwrap()];
        let door = Door::new(Most { all: 9, of_a_network: 2 }, proxies, Duration::from_secs(1));
        let take = |ip: &str| door.seats.take(ip.parse().unwrap());
        let mut seats = vec![take("192.0.2.1").unwrap(), take("::ffff:192.0.2.1").unwrap()];
        assert!(take("192.0.2.1").is_none(), "as many as a network may have");
        seats.extend([take("192.0.2.2").unwrap(), take("2001:db8::1").unwrap(), take("2001:db8::2").unwrap()]);
        assert!(take("2001:db8::3").is_none(), "a /64 is one network");
        seats.extend([take("10.0.0.1").unwrap(), take("10.0.0.1").unwrap(), take("10.0.0.1").unwrap()]);
        seats.push(take("2001:db8:0:1::1").unwrap());
        assert!(take("198.51.100.1").is_none() && take("10.0.0.1").is_none(), "as many as there may be");
        drop(seats);
        assert!(door.seats.taken.lock().unwrap().is_empty());
        assert!(take("192.0.2.1").is_some());
    }
}
