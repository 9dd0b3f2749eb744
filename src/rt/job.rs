//! The macros of calls that start or show jobs.

/// What a call has besides that starts a job, or shows one: `wait`. Behind `$job` and `$begin` stands how the call is
/// told its body.
#[doc(hidden)]
#[macro_export]
macro_rules! __job {
    ($call:ident, $vendor:ident, $value:ty, $job:expr, $begin:expr, body) => {
        $crate::__job!(@one $call, $vendor, $value, $job, $begin, |call| call.0.with_body(&call.1, &$crate::__rt::v1::FIELD));
    };
    ($call:ident, $vendor:ident, $value:ty, $job:expr, $begin:expr, body, $field:expr) => {
        $crate::__job!(@one $call, $vendor, $value, $job, $begin, |call| call.0.with_body(&call.1, &$field));
    };
    ($call:ident, $vendor:ident, $value:ty, $job:expr, $begin:expr) => {
        $crate::__job!(@one $call, $vendor, $value, $job, $begin, |call| call.0);
    };
    (@one $call:ident, $vendor:ident, $value:ty, $job:expr, $begin:expr, |$this:ident| $whole:expr) => {
        #[allow(deprecated)]
        impl $call {
            /// Sends the call and asks for its job until that is over; gives the job when it is done.
            ///
            /// The job is asked for the last time when `within` has passed. Pauses grow from that of the spec to ten
            /// times as long, and are longer where the vendor says so (`Retry-After`).
            ///
            /// # Errors
            /// `Error::Job` where the job has failed, or is not done in time; else what any of the calls may end in.
            #[inline]
            pub fn wait(
                self,
                within: ::core::time::Duration,
            ) -> $crate::__rt::v1::Sending<$value, $vendor> {
                let $this = self;
                $crate::__rt::v1::wait($whole, $job, $begin, within)
            }
        }

        $crate::__blocking_job!($call, $vendor, $value, $job, $begin, |$this| $whole);
    };
}

/// The same in the blocking mode.
#[cfg(feature = "blocking")]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_job {
    ($call:ident, $vendor:ident, $value:ty, $job:expr, $begin:expr, |$this:ident| $whole:expr) => {
        #[allow(dead_code, deprecated)]
        impl $call<$crate::__rt::v1::blocking::Blocking> {
            /// Sends the call and asks for its job until that is over; gives the job when it is done.
            ///
            /// The job is asked for the last time when `within` has passed. Pauses grow from that of the spec to ten
            /// times as long, and are longer where the vendor says so (`Retry-After`).
            ///
            /// # Errors
            /// `Error::Job` where the job has failed, or is not done in time; else what any of the calls may end in.
            #[inline]
            pub fn wait(
                self,
                within: ::core::time::Duration,
            ) -> ::core::result::Result<$value, $crate::__rt::v1::Error<$vendor>> {
                let $this = self;
                $crate::__rt::v1::blocking::wait($whole, $job, $begin, within)
            }
        }
    };
}

#[cfg(not(feature = "blocking"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __blocking_job {
    ($($call:tt)*) => {};
}
